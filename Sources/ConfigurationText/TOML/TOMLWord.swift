/// A word of TOML that is no text, read to tell whether it is a number or a date (TOML 1.0, Integer, Float, Date-Time).
///
/// It reads bytes, because to make a `Regex` takes three milliseconds.
struct TOMLWord {
  private var rest: Substring.UTF8View

  private init(_ word: String) { rest = Substring(word).utf8 }

  static func isNumberOrDate(_ word: String) -> Bool {
    var (number, date) = (TOMLWord(word), TOMLWord(word))
    return number.readNumber() || date.readDate()
  }

  private mutating func readNumber() -> Bool {
    let hasSign = read(oneOf: "+-")
    for word in ["inf", "nan"] where read(word) { return rest.isEmpty }
    for (start, digits) in [("0x", "0123456789abcdefABCDEF"), ("0o", "01234567"), ("0b", "01")] where read(start) {
      return !hasSign && readDigits(digits) > 0 && rest.isEmpty
    }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let count = readDigits()
    guard count == 1 || count > 1 && !startsWithZero else { return false }
    if read("."), readDigits() == 0 { return false }
    if read(oneOf: "eE") {
      _ = read(oneOf: "+-")
      guard readDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func readDate() -> Bool {
    let hasDate = read(pattern: "0000-00-00")
    if hasDate {
      guard !rest.isEmpty else { return true }
      guard read(oneOf: "Tt ") else { return false }
    }
    guard read(pattern: "00:00") else { return false }
    if read(":") {
      guard read(pattern: "00") else { return false }
      if read("."), readDigits(mayBeGrouped: false) == 0 { return false }
    }
    if hasDate, !read(oneOf: "Zz"), read(oneOf: "+-"), !read(pattern: "00:00") { return false }
    return rest.isEmpty
  }

  private mutating func read(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func read(oneOf bytes: String) -> Bool {
    guard let first = rest.first, bytes.utf8.contains(first) else { return false }
    rest.removeFirst()
    return true
  }

  /// Reads what a pattern shows, in which 0 stands for any digit.
  private mutating func read(pattern: String) -> Bool {
    let start = rest.prefix(pattern.utf8.count)
    guard start.count == pattern.utf8.count,
      zip(start, pattern.utf8).allSatisfy({ $1 == UInt8(ascii: "0") ? Self.isDigit($0) : $0 == $1 })
    else { return false }
    rest = rest.dropFirst(start.count)
    return true
  }

  /// Reads digits, of which single underscores may make groups, and counts what it read.
  private mutating func readDigits(_ digits: String = "0123456789", mayBeGrouped: Bool = true) -> Int {
    var count = 0
    while let next = rest.first {
      if mayBeGrouped, next == UInt8(ascii: "_"), count > 0, let digit = rest.dropFirst().first,
        digits.utf8.contains(digit)
      {
        rest.removeFirst()
      } else if !digits.utf8.contains(next) {
        break
      }
      rest.removeFirst()
      count += 1
    }
    return count
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
