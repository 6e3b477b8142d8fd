/// What a text without quotes stands for by the rules of YAML 1.1, as PyYAML has them.
enum YAMLScalar: Equatable {
  case text
  case null
  case bool(Bool)
  /// The number in the grammar of JSON, with the digits as they were written.
  case number(String)
  /// A value that JSON does not have. The text says so and what to do.
  case refused(String)

  init(_ bytes: ArraySlice<UInt8>) {
    // Most texts begin with a letter that begins nothing else.
    guard let first = bytes.first, Self.mayBegin(first), bytes.count <= 400 else {
      self = .text
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let word = Self.word(text) {
      self = word
    } else {
      self = YAMLNumber.read(Array(bytes)) ?? .text
    }
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "="),
      UInt8(ascii: "<"):
      true
    default: "nNyYtTfFoO".utf8.contains(byte)
    }
  }

  private static func word(_ text: String) -> YAMLScalar? {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
    case "=", "<<": .refused("\(text) has a meaning of its own in YAML 1.1 that is not supported; put it into quotes")
    default: nil
    }
  }
}
