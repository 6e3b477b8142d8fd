/// The character classes of RFC 9110, RFC 9112 and RFC 3986.
extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let colon = UInt8(ascii: ":")

  var isBlank: Bool { self == .space || self == .tab }

  /// Whether it is a control character other than a tab. A CR ends a line; the others are not allowed in a header.
  var isForbiddenInLine: Bool { (self < 0x20 && self != .tab) || self == 0x7F }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Whether methods and names of fields may contain it (`tchar` in RFC 9110).
  var isTokenCharacter: Bool {
    if isLetter || isDigit { return true }
    return switch self {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Whether a host name may contain it unencoded (`unreserved` and `sub-delims` in RFC 3986).
  var isHostCharacter: Bool {
    if isLetter || isDigit { return true }
    return switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// Whether a path or a query may contain it unencoded.
  var isTargetCharacter: Bool {
    if isHostCharacter { return true }
    return switch self {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "@"): true
    default: false
    }
  }

  var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit; nil for any other character.
  var hexValue: Int? {
    if isDigit { return Int(self - UInt8(ascii: "0")) }
    let letter = self | 0x20
    guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "f") else { return nil }
    return Int(letter - UInt8(ascii: "a")) + 10
  }
}

extension BidirectionalCollection<UInt8> where SubSequence == Self {
  var trimmingBlanks: Self {
    var rest = self
    while let first = rest.first, first.isBlank { rest = rest.dropFirst() }
    while let last = rest.last, last.isBlank { rest = rest.dropLast() }
    return rest
  }
}

extension Substring {
  var trimmingBlanks: Substring { Substring(utf8.trimmingBlanks) }
}

extension Collection<UInt8> {
  /// Whether every byte is either plain or percent-encoded.
  func isEncoded(_ isPlain: (UInt8) -> Bool) -> Bool {
    var index = startIndex
    while index != endIndex {
      let byte = self[index]
      formIndex(after: &index)
      if byte == UInt8(ascii: "%") {
        for _ in 0..<2 {
          guard index != endIndex, self[index].hexValue != nil else { return false }
          formIndex(after: &index)
        }
      } else if !isPlain(byte) {
        return false
      }
    }
    return true
  }
}
