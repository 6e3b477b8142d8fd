import Foundation

/// A sequence of bytes by which a secret is known, and which bytes count as the same.
struct SecretForm: Sendable {
  let pattern: [UInt8]
  let isBase64: Bool

  /// The text itself, its bytes in hexadecimal digits, and what it is in base64 inside a longer text, where it may
  /// begin at each of three places of a group of three bytes.
  static func all(of bytes: [UInt8]) -> [SecretForm] {
    let hex = bytes.flatMap { byte in [byte >> 4, byte & 0xF].map { UInt8(ascii: "0") + $0 + ($0 > 9 ? 39 : 0) } }
    return [SecretForm(bytes, isBase64: false), SecretForm(hex, isBase64: false)]
      + (0..<3).map { SecretForm(base64: bytes, after: $0) }
  }

  private init(_ bytes: [UInt8], isBase64: Bool) {
    self.isBase64 = isBase64
    pattern = bytes.map { Self.folded($0, isBase64) }
  }

  /// Only the characters that depend on nothing but the secret.
  private init(base64 bytes: [UInt8], after offset: Int) {
    let encoded = Array(Data(Array(repeating: 0, count: offset) + bytes).base64EncodedString().utf8)
    let first = (8 * offset + 5) / 6
    let last = 8 * (offset + bytes.count) / 6
    self.init(Array(encoded[first..<last]), isBase64: true)
  }

  /// Case does not matter in the text itself, and base64 for URLs has `-` and `_` where the other has `+` and `/`.
  func folds(_ byte: UInt8) -> UInt8 { Self.folded(byte, isBase64) }

  private static func folded(_ byte: UInt8, _ isBase64: Bool) -> UInt8 {
    guard isBase64 else { return byte.lowercased }
    return switch byte {
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }

  /// The bytes that count as that of the pattern at a place; letters stand for both of their cases.
  func bytes(at index: Int) -> [UInt8] {
    switch pattern[index] {
    case UInt8(ascii: "+") where isBase64: [UInt8(ascii: "+"), UInt8(ascii: "-")]
    case UInt8(ascii: "/") where isBase64: [UInt8(ascii: "/"), UInt8(ascii: "_")]
    case let byte: [byte]
    }
  }
}
