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
  /// The third letter of every JSON web token, which begins with `eyJ`.
  case webToken
  /// Begins `Bearer` and `Basic`.
  case scheme
  /// Begins an encoded `=` or `:`, such as `%3D`.
  case percent
  /// Ends the name of an XML element.
  case elementEnd
  /// Begins a text in SQL.
  case quote

  /// The scan does this for every byte, so it has to stay a plain switch.
  @inline(__always)
  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "="): self = .equals
    case UInt8(ascii: "-"): self = .hyphen
    // The bytes at which `TokenShape.all` may have its prefixes end.
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "z"), UInt8(ascii: "p"), UInt8(ascii: "x"),
      UInt8(ascii: "K"), UInt8(ascii: "W"):
      self = .prefixEnd
    case UInt8(ascii: "~"): self = .tilde
    case UInt8(ascii: "J"): self = .webToken
    case UInt8(ascii: "B"), UInt8(ascii: "b"): self = .scheme
    case UInt8(ascii: "%"): self = .percent
    case UInt8(ascii: ">"): self = .elementEnd
    case UInt8(ascii: "'"): self = .quote
    default: return nil
    }
  }
}
