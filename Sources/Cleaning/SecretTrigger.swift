/// What a byte may be a part of, so that the scan has to look for a secret there. Most bytes are no trigger.
enum SecretTrigger {
  /// Stands between a name and its value.
  case assignment
  /// Ends the prefix of a token, or begins a private key.
  case hyphen
  /// Ends the prefix of a token.
  case underscore
  /// The third letter of every JSON web token, which begins with `eyJ`.
  case webToken
  /// Begins `Bearer` and `Basic`.
  case scheme
  /// Begins `xoxb-`, `xapp-` and the like.
  case slackToken
  /// Begins `AIza`.
  case googleKey

  /// The scan does this for every byte, so it has to stay a plain switch.
  @inline(__always)
  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "="): self = .assignment
    case UInt8(ascii: "-"): self = .hyphen
    case UInt8(ascii: "_"): self = .underscore
    case UInt8(ascii: "J"): self = .webToken
    case UInt8(ascii: "B"), UInt8(ascii: "b"): self = .scheme
    case UInt8(ascii: "x"): self = .slackToken
    case UInt8(ascii: "A"): self = .googleKey
    default: return nil
    }
  }
}
