import JSON

/// The marks that answers of this program have in place of what was there. Code that was copied from an answer may bring
/// them along, and would then say something else than the code that was shown.
enum OwnMarks {
  /// The first mark of a text that another text does not have; nil where there is none.
  static func first(in text: String, missingFrom other: String) -> String? {
    let known = Set(all(in: other))
    return all(in: text).first { !known.contains($0) }
  }

  /// All marks of a text: `[redacted…]` and `\u{…}`.
  private static func all(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var marks: [String] = []
    for (start, end) in [(Array("[redacted".utf8), UInt8(ascii: "]")), (Array(#"\u{"#.utf8), UInt8(ascii: "}"))] {
      var at = 0
      while let range = bytes[at...].firstRange(of: start) {
        let rest = bytes[range.upperBound...].prefix(longest)
        guard let close = rest.firstIndex(of: end) else {
          at = range.upperBound
          continue
        }
        at = close
        // Hidden characters stand in answers as hexadecimal numbers.
        guard end != UInt8(ascii: "}") || bytes[range.upperBound..<close].allSatisfy(\.isHexDigit) else { continue }
        marks.append(String(decoding: bytes[range.lowerBound...close], as: UTF8.self))
      }
    }
    return marks
  }

  /// The most bytes between the two ends of a mark.
  private static let longest = 100
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { Character(UnicodeScalar(self)).isHexDigit }
}
