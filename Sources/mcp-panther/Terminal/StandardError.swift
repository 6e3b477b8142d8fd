import Cleaning
import Foundation
import TerminalText

/// Prints a line for a person, where it cannot be taken for the program's answer.
func standardError(_ text: String) {
  FileHandle.standardError.write(Data("\(harmless(text))\n".utf8))
}

/// Prints lines for a person, which are safe to show as they are.
func standardError(_ lines: [Line], on screen: Screen) {
  FileHandle.standardError.write(Data("\(screen.text(lines))\n".utf8))
}

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
