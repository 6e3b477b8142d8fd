import Foundation

/// The terminal that a person may sit at.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isError: Bool { isatty(STDERR_FILENO) == 1 }

  /// How many columns a line of output may have: those of the terminal, or 100 where it does not tell them; 200 where
  /// the output is no terminal.
  static var width: Int {
    guard isOutput else { return 200 }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
    return Int(size.ws_col)
  }

  /// The numbers that ANSI gave to the colors of text.
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
  }

  /// Text in a color, on a terminal only.
  static func colored(_ text: String, _ color: Color) -> String {
    isOutput ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Shows a text in the current line of standard error, in place of what was there.
  static func showInLine(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
