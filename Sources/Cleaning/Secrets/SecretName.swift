/// What the name of a field, header, variable, flag or parameter says about its value.
enum SecretName: Equatable {
  case ordinary
  /// Whatever stands here is the password, even a word.
  case password
  /// `clientSecret`, `apiKey` and `accessToken`: the value is secret unless it names where the secret is.
  case secret, key, token
  /// A bare `secret` or some kind of `token`: often the name or the id of one, so the value has to look generated.
  case someSecret, someToken
  /// A key that has the form of a long random value, or else it is an id.
  case keyMaterial
  /// Keys that encrypt, and credentials: the same, but they may be shorter.
  case generated
  /// The signature that makes a link valid for everybody who has it.
  case signature
  /// User and password in base64, as in the configuration of Docker and npm.
  case login
  /// The credentials of Panther's own HTTP log sources: every value under such a name is secret.
  case credential
  /// What holds nothing but secrets, such as `stringData` in Kubernetes, at every level below it.
  case everything
  /// `data`, which holds nothing but secrets in an object of Kubernetes that is one.
  case kubernetesData
  /// A list of such objects, which do not say themselves what they are.
  case kubernetesItems
  /// What a URL carries to be exchanged for a token, or to be let in.
  case code
  case authorization, cookie

  /// The word for the value in `[redacted: …]`.
  var kind: StaticString {
    switch self {
    case .ordinary, .secret, .someSecret, .credential, .everything, .generated, .kubernetesData, .kubernetesItems:
      "secret"
    case .password: "password"
    case .key, .keyMaterial: "key"
    case .token, .someToken: "token"
    case .signature: "signature"
    case .code: "code"
    case .login: "basic credentials"
    case .authorization: "authorization"
    case .cookie: "cookie"
    }
  }

  /// Reads the name that ends before a place. Case, `_` and `-` do not matter, nor does a number at the end.
  ///
  /// The end of a name says what its value is (`dbPassword`, `x-api-key`), so `passwordLastUsed`, `secretArn` and
  /// `tokenExpiry` are ordinary.
  init(endingAt end: Int, in text: UnsafeBufferPointer<UInt8>) {
    self = .ordinary
    let end = text.start(of: end, while: \.isDigit)
    guard end > 2 else { return }
    self =
      Ending.index.first(endingIn: text[end - 3], text[end - 2], text[end - 1]) { ending -> SecretName? in
        guard let start = text.start(ofEnding: ending.text, at: end) else { return nil }
        let first = text.start(of: start) { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        let isWhole = first == 0 || !text[first - 1].isNameByte
        if ending.place == .query {
          return first > 0 && [UInt8(ascii: "?"), UInt8(ascii: "&")].contains(text[first - 1]) ? ending.name : nil
        }
        guard isWhole || ending.place == .anywhere || ending.place == .word && text.beginsPart(start) else {
          return nil
        }
        let isException = ending.exceptions.contains {
          text.start(ofEnding: $0, at: start).map(text.beginsPart) ?? false
        }
        return isException ? .ordinary : ending.name
      } ?? .ordinary
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the ending of a name begins; nil if the name does not end so. The ending is in lower case, and has at most
  /// one `_`, at its beginning.
  fileprivate func start(ofEnding ending: StaticString, at end: Int) -> Int? {
    var at = end - 1
    var wanted = ending.utf8CodeUnitCount - 1
    while at >= 0, wanted >= 0 {
      let byte = self[at]
      if byte | 0x20 == ending.utf8Start[wanted] | 0x20 {
        wanted -= 1
      } else if byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-") {
        return nil
      }
      at -= 1
    }
    return wanted < 0 ? at + 1 : nil
  }

  /// Whether a part of a name begins here, as `Token` does in `pageToken`, `page_token` and `page.token`.
  fileprivate func beginsPart(_ at: Int) -> Bool {
    guard at > 0, self[at - 1].isLetter else { return true }
    return self[at - 1] & 0x20 != 0 && self[at] & 0x20 == 0
  }
}
