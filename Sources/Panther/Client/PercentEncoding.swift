extension String {
  /// Every byte but the unreserved ones of RFC 3986 as `%XX`.
  var percentEncoded: String {
    var text: [UInt8] = []
    text.reserveCapacity(utf8.count)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        text.append(byte)
      default:
        text.append(UInt8(ascii: "%"))
        text.append(Self.hexDigits[Int(byte >> 4)])
        text.append(Self.hexDigits[Int(byte & 0xF)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text with each `%XX` as the byte it stands for; a stray `%` stands for itself.
  var percentDecoded: String {
    let bytes = Array(utf8)
    var decoded: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
        let high = Character(Unicode.Scalar(bytes[at + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(bytes[at + 2])).hexDigitValue
      {
        decoded.append(UInt8(high << 4 | low))
        at += 3
      } else {
        decoded.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
