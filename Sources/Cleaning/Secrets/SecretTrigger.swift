/// What a byte may be a part of, so that the scan has to look for a secret there. Most bytes are no trigger.
enum SecretTrigger {
  /// Stands between a name and its value, or between the parts of a URL.
  case colon
  /// Stands between a name and its value.
  case equals
  /// Begins a flag or a private key, or ends the prefix of a token.
  case hyphen
  /// Ends the prefix of a token.
  case prefixEnd
  /// The same, and stands inside the secrets of Microsoft Entra ID.
  case tilde
  /// Ends the prefix of a token, or begins a flag on Windows.
  case slash
  /// The third letter of every JSON web token, which begins with `eyJ`.
  case webToken
  /// Begins `Bearer` and `Basic`, or ends the prefix of a token.
  case scheme
  /// Begins an encoded `=` or `:`, such as `%3D`.
  case percent
  /// Ends the name of an XML element.
  case elementEnd
  /// Begins a text in SQL.
  case quote

  /// The scan does this for every byte, so the bytes that are no trigger are told by two words of bits. A `switch`
  /// alone becomes a jump for each byte.
  @inline(__always)
  init?(_ byte: UInt8) {
    let triggers = byte < 0x40 ? Self.signs : byte < 0x80 ? Self.letters : 0
    guard triggers &>> UInt64(byte) & 1 != 0 else { return nil }
    switch byte {
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "="): self = .equals
    case UInt8(ascii: "-"): self = .hyphen
    case UInt8(ascii: "%"): self = .percent
    case UInt8(ascii: ">"): self = .elementEnd
    case UInt8(ascii: "'"): self = .quote
    case UInt8(ascii: "~"): self = .tilde
    case UInt8(ascii: "/"): self = .slash
    case UInt8(ascii: "J"): self = .webToken
    case UInt8(ascii: "B"), UInt8(ascii: "b"): self = .scheme
    // The bytes at which `TokenShape.all` may have its prefixes end.
    default: self = .prefixEnd
    }
  }

  @inline(__always)
  private static var signs: UInt64 {
    bit(":") | bit("=") | bit("-") | bit("%") | bit(">") | bit("'") | bit(".") | bit("/")
  }

  @inline(__always)
  private static var letters: UInt64 {
    bit("~") | bit("J") | bit("B") | bit("b") | bit("_") | bit("z") | bit("p") | bit("x") | bit("K") | bit("W")
      | bit("V")
  }

  /// The bit of a character among the 64 that it is one of.
  @inline(__always)
  private static func bit(_ character: Unicode.Scalar) -> UInt64 { 1 &<< UInt64(character.value) }
}
