import Cleaning
import Foundation
import TerminalText

/// Prints lines for a person, where they cannot be taken for the program's answer. On a terminal they are filled to the
/// width of its window, but for commands, which begin with two spaces.
func standardError(_ text: String) {
  guard Terminal.isError else { return complain("\(harmless(text))\n") }
  let screen = Screen(width: Terminal.width(of: STDERR_FILENO))
  standardError(screen.notes(text), on: screen)
}

/// Prints lines for a person, which are safe to show as they are.
func standardError(_ lines: [Line], on screen: Screen) {
  complain("\(screen.text(lines))\n")
}

/// Writes to standard error. Where nobody can read it, such as on a full disk, the program goes on all the same.
func complain(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// Whether all that was printed has arrived, as it does not on a full disk.
func outputArrived() -> Bool { fflush(nil) == 0 }

/// Prints an answer. Whatever drives a terminal in it, or hides or turns text, is escaped: it may have come from
/// anywhere.
func standardOutput(_ text: String) {
  print(harmless(text))
}

/// Prints lines, which are safe to show as they are, in their colors.
func standardOutput(_ lines: [Line], on screen: Screen) {
  print(screen.text(lines))
}

private func harmless(_ text: String) -> String {
  var sanitizer = Sanitizer(redacts: false)
  return sanitizer.clean(text.replacing("\r\n", with: "\n"))
}
