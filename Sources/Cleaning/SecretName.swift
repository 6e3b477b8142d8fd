/// What the name of a field, header, variable or parameter says about its value.
enum SecretName: Equatable {
  case ordinary
  case password, secret, key, token
  /// The credentials of Panther's own HTTP log sources: every value under such a name is secret.
  case credential
  case authorization, cookie

  var kind: StaticString {
    switch self {
    case .ordinary, .secret, .credential: "secret"
    case .password: "password"
    case .key: "key"
    case .token: "token"
    case .authorization: "authorization"
    case .cookie: "cookie"
    }
  }

  /// How a name ends, in lower case and without `_` and `-`, and whether nothing else may stand before it.
  private typealias Entry = (ending: StaticString, isWhole: Bool, name: SecretName)

  private static let endingD: [Entry] = [
    ("authpassword", true, .credential), ("password", false, .password), ("passwd", false, .password),
  ]
  private static let endingE: [Entry] = [
    ("authsecretvalue", true, .credential), ("passphrase", false, .password), ("cookie", true, .cookie),
    ("setcookie", true, .cookie),
  ]
  private static let endingT: [Entry] = [
    ("secret", true, .secret), ("clientsecret", false, .secret), ("sharedsecret", false, .secret),
    ("hmacsecret", false, .secret), ("appsecret", false, .secret), ("apisecret", false, .secret),
    ("consumersecret", false, .secret), ("signingsecret", false, .secret), ("webhooksecret", false, .secret),
  ]
  private static let endingY: [Entry] = [
    ("apikey", false, .key), ("privatekey", false, .key), ("secretkey", false, .key),
    ("secretaccesskey", false, .key),
  ]
  private static let endingN: [Entry] = [
    ("authbearertoken", true, .credential), ("authorization", true, .authorization),
    ("proxyauthorization", true, .authorization), ("accesstoken", false, .token), ("refreshtoken", false, .token),
    ("bearertoken", false, .token), ("sessiontoken", false, .token), ("securitytoken", false, .token),
    ("authtoken", false, .token), ("apitoken", false, .token), ("idtoken", false, .token), ("csrftoken", false, .token),
  ]

  /// Reads the name that ends before a place. Case, `_` and `-` do not matter.
  ///
  /// The end of a name says what its value is (`dbPassword`, `x-api-key`), so `passwordLastUsed`, `secretArn` and
  /// `tokenExpiry` are ordinary. A bare `token` is ordinary, too, because it mostly names the next page of a list.
  init(endingAt end: Int, in text: UnsafeBufferPointer<UInt8>) {
    self = .ordinary
    guard end > 0 else { return }
    let entries: [Entry]
    switch text[end - 1] | 0x20 {
    case UInt8(ascii: "d"): entries = Self.endingD
    case UInt8(ascii: "e"): entries = Self.endingE
    case UInt8(ascii: "t"): entries = Self.endingT
    case UInt8(ascii: "y"): entries = Self.endingY
    case UInt8(ascii: "n"): entries = Self.endingN
    default: return
    }
    for entry in entries where text.name(endingAt: end, hasEnding: entry.ending, isWhole: entry.isWhole) {
      self = entry.name
      return
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func name(endingAt end: Int, hasEnding ending: StaticString, isWhole: Bool) -> Bool {
    var at = end - 1
    var wanted = ending.utf8CodeUnitCount - 1
    while at >= 0, wanted >= 0 {
      let byte = self[at]
      if byte | 0x20 == ending.utf8Start[wanted] {
        wanted -= 1
      } else if byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-") {
        return false
      }
      at -= 1
    }
    guard wanted < 0 else { return false }
    return !isWhole || at < 0 || !self[at].isNameByte
  }
}
