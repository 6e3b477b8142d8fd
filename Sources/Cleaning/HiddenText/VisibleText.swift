/// What a reader sees of a text: the same without its hidden characters.
struct VisibleText {
  private let original: [UInt8]
  let text: String
  /// For each byte of the text, and for its end, where it stands in the original.
  private let places: [Int]

  init(_ original: String) {
    var bytes: [UInt8] = []
    var places: [Int] = []
    var at = 0
    for scalar in original.unicodeScalars {
      let width = Unicode.UTF8.width(scalar)
      if !scalar.isInvisible {
        bytes.append(contentsOf: String(scalar).utf8)
        places.append(contentsOf: at..<at + width)
      }
      at += width
    }
    self.original = Array(original.utf8)
    text = String(decoding: bytes, as: UTF8.self)
    self.places = places + [at]
  }

  var isShorter: Bool { text.utf8.count < original.count }

  /// The original with the secrets of the text replaced, together with the hidden characters inside them.
  func original(replacing secrets: [Secret]) -> String {
    var output: [UInt8] = []
    var copied = 0
    for secret in secrets where !secret.range.isEmpty {
      output += original[copied..<places[secret.range.lowerBound]]
      output += secret.replacement.utf8
      copied = places[secret.range.upperBound - 1] + 1
    }
    return String(decoding: output + original[copied...], as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether this takes no room where it stands. Control characters other than NUL may move the rest of a text, so they
  /// part what stands before them from what stands after.
  fileprivate var isInvisible: Bool {
    switch value {
    case 0: true
    case 0x01..<0x7F, 0x80..<0xA0, 0x2028, 0x2029: false
    default: ScalarKind(value) == .hidden
    }
  }
}
