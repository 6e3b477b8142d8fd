import Foundation
import TerminalText

/// The terminal that a person may sit at.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isError: Bool { isatty(STDERR_FILENO) == 1 }

  /// The window of standard output, or of standard error, as the flags and the environment say.
  ///
  /// - Parameter now: the present time, if it is not that of the clock.
  static func screen(_ invocation: Invocation, of descriptor: Int32 = STDOUT_FILENO, now: Date = Date()) -> Screen {
    let environment = invocation.settings.environment
    return Screen(
      width: width(of: descriptor), hasColor: hasColor(invocation.flags[.color], environment, of: descriptor),
      isUnicode: isUTF8(environment), isWide: invocation.flags[.wide] != nil, now: Int(now.timeIntervalSince1970))
  }

  /// Shows a table: as the window has room, or whole where the output is no terminal.
  static func show(_ table: Table, on screen: Screen) {
    var screen = screen
    screen.isWide = screen.isWide || !isOutput
    standardOutput(table.lines(on: screen), on: screen)
  }

  /// The columns of the terminal, or 100 where it does not tell them, and where there is no terminal.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// What `--color` takes.
  static let colorWords = ["auto", "always", "never"]

  /// Whether text has colors: as `--color` says, or else on a terminal that can show them to a person who wants them
  /// (no-color.org).
  static func hasColor(_ word: String?, _ environment: [String: String], of descriptor: Int32) -> Bool {
    switch word {
    case "always": true
    case "never": false
    default: isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
  }

  /// Whether the locale is one of UTF-8, by the variable that counts.
  static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.lowercased().contains(/utf-?8/) ?? false
  }
}
