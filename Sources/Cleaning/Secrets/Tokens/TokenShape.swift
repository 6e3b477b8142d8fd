/// The shape of a token whose issuer marks it by how it begins. `TokenShape+All.swift` has the list.
struct TokenShape: Sendable {
  /// What the bytes of a token after its prefix are.
  enum Alphabet {
    case hex, lettersAndDigits
    case capitalsAndDigits
    /// The same with hyphens between the parts.
    case hyphenatedCapitals
    /// Letters and digits, with `$` between the parts.
    case dollarParts
    /// What hashes of passwords are made of: letters, digits, `.`, `/`, `$` and, for their settings, `,`, `=`, `+` and
    /// `-`.
    case passwordHash
    /// Letters, digits and `%`, as in base64 that was encoded for a URL.
    case encodedForURL
    /// Hexadecimal digits, and a hyphen before a number at the end.
    case numberedHex
    /// Letters, digits, `_` and `-`, as in base64 for URLs.
    case name
    /// The same with dots between the parts.
    case dotted
    /// The same with `+`, `/`, `=` and `~`.
    case base64
    /// Letters, digits, `_` and `-` in the parts of a path, of which one may have an `@`.
    case path

    /// Whether names of things are made of the same bytes, so that a token has to look generated.
    var mayBeName: Bool {
      switch self {
      case .name, .dotted, .base64, .hyphenatedCapitals: true
      default: false
      }
    }

    func contains(_ byte: UInt8) -> Bool {
      switch self {
      case .hex: byte.isHexDigit
      case .lettersAndDigits: byte.isLetter || byte.isDigit
      case .name: byte.isNameByte
      case .dotted: byte.isNameByte || byte == UInt8(ascii: ".")
      case .base64: byte.isCredentialByte
      case .capitalsAndDigits: byte.isDigit || byte.isLetter && byte & 0x20 == 0
      case .hyphenatedCapitals: Self.capitalsAndDigits.contains(byte) || byte == UInt8(ascii: "-")
      case .dollarParts: byte.isDigit || byte == UInt8(ascii: "$") || byte.isLetter
      case .passwordHash: byte.isCredentialByte || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ",")
      case .encodedForURL: byte.isLetter || byte.isDigit || byte == UInt8(ascii: "%")
      case .numberedHex: byte.isHexDigit || byte == UInt8(ascii: "-")
      case .path: byte.isNameByte || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@")
      }
    }
  }

  /// How it begins, up to a byte that is a trigger; at that byte the scan looks for it.
  let prefix: StaticString
  /// What follows the prefix; one of them has to.
  let continuations: [StaticString]
  let alphabet: Alphabet
  /// The fewest bytes after the prefix and its continuation.
  let least: Int
  let kind: StaticString
  /// Whether the prefix stays: it says where the secret belongs, as the address of a webhook does.
  let keepsPrefix: Bool

  init(
    _ prefix: StaticString, then continuations: [StaticString] = [""], of alphabet: Alphabet = .name, least: Int,
    _ kind: StaticString, keepsPrefix: Bool = false
  ) {
    (self.prefix, self.continuations, self.alphabet) = (prefix, continuations, alphabet)
    (self.least, self.kind, self.keepsPrefix) = (least, kind, keepsPrefix)
  }

  static let index = EndingIndex(all, by: \.prefix)
}
