/// Secrets that show by their own shape: private keys, JSON web tokens, bearer values, tokens with known prefixes.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that a byte gives away; it lies wholly after the floor.
  func secret(triggeredAt at: Int, after floor: Int) -> Secret? {
    let found: Secret?
    switch self[at] {
    case UInt8(ascii: ":"), UInt8(ascii: "="): found = assignedSecret(at)
    case UInt8(ascii: "-"): found = self.starts("-----BEGIN ", at: at) ? privateKey(at) : prefixedToken(at, floor)
    case UInt8(ascii: "_"): found = prefixedToken(at, floor)
    case UInt8(ascii: "J"): found = webToken(at, floor)
    case UInt8(ascii: "B"), UInt8(ascii: "b"): found = authorizationValue(at, floor)
    case UInt8(ascii: "x"): found = slackToken(at, floor)
    case UInt8(ascii: "A"):
      found = self.starts("AIza", at: at) ? token(at, from: at, floor, least: 39, "Google API key") : nil
    default: found = nil
    }
    guard let found, found.range.lowerBound >= floor else { return nil }
    return found
  }

  func starts(_ prefix: StaticString, at: Int) -> Bool {
    guard at >= 0, at + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { self[at + $0] == prefix.utf8Start[$0] }
  }

  /// As `starts`, for a prefix in lower case, whatever the case of the text.
  func startsAnyCase(_ prefix: StaticString, at: Int) -> Bool {
    guard at + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy {
      let byte = self[at + $0]
      return (byte.isLetter ? byte | 0x20 : byte) == prefix.utf8Start[$0]
    }
  }

  /// The end of the longest run of matching bytes from a place.
  func end(from at: Int, while matches: (UInt8) -> Bool) -> Int {
    var end = at
    while end < count, matches(self[end]) { end += 1 }
    return end
  }

  private func beginsWord(_ at: Int, _ floor: Int) -> Bool { at == floor || at > 0 && !self[at - 1].isNameByte }

  // MARK: Keys and tokens

  /// A PEM block, or what a cut left of it. The body ends where it stops looking like one, so that no pair of markers
  /// can hide other text between them.
  private func privateKey(_ at: Int) -> Secret? {
    let label = end(from: at + 11) { $0 != UInt8(ascii: "-") && $0 >= 0x20 && $0 < 0x7F }
    guard label - at < 60, label >= at + 22, starts("PRIVATE KEY", at: label - 11) || starts("KEY BLOCK", at: label - 9)
    else { return nil }
    guard starts("-----", at: label), !starts("PGP PUBLIC", at: at + 11) else { return nil }
    let body = keyBodyEnd(from: label + 5)
    guard starts("-----END ", at: body) else { return Secret(range: at..<body, kind: "private key") }
    let close = end(from: body + 9) { $0 != UInt8(ascii: "-") && $0 >= 0x20 && $0 < 0x7F }
    return Secret(range: at..<Swift.min(count, starts("-----", at: close) ? close + 5 : close), kind: "private key")
  }

  /// Base64 in lines, with headers such as `Proc-Type: 4,ENCRYPTED`; short words are prose that follows.
  private func keyBodyEnd(from start: Int) -> Int {
    var at = start
    var end = start
    var isHeader = false
    while at < count, !starts("-----", at: at) {
      var word = at
      while word < count, self[word].isKeyBodyByte, !starts("-----", at: word) { word += 1 }
      let next = self.end(from: word) { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
      let opensHeader = word > at && self[word - 1] == UInt8(ascii: ":")
      let belongs = word == at || word - at >= 16 || opensHeader || isHeader || starts("-----", at: next)
      guard belongs, next > at else { return end }
      isHeader = opensHeader
      (at, end) = (next, word)
    }
    return starts("-----", at: at) ? at : end
  }

  private func webToken(_ at: Int, _ floor: Int) -> Secret? {
    guard starts("eyJ", at: at - 2), beginsWord(at - 2, floor) else { return nil }
    let header = end(from: at) { $0.isNameByte }
    guard header - at >= 8, header < count, self[header] == UInt8(ascii: ".") else { return nil }
    let payload = end(from: header + 1) { $0.isNameByte }
    guard payload < count, self[payload] == UInt8(ascii: ".") else { return nil }
    let rest = end(from: payload + 1) { $0.isNameByte || $0 == UInt8(ascii: ".") }
    guard rest - payload > 10 else { return nil }
    return Secret(range: at - 2..<rest, kind: "JWT")
  }

  private func slackToken(_ at: Int, _ floor: Int) -> Secret? {
    if starts("xapp-", at: at) { return token(at, from: at, floor, least: 20, "Slack token") }
    guard starts("xox", at: at), at + 4 < count, self[at + 3].isLetter, self[at + 4] == UInt8(ascii: "-") else {
      return nil
    }
    return token(at, from: at, floor, least: 15, "Slack token")
  }

  private static var prefixes: [(prefix: StaticString, least: Int, kind: StaticString)] {
    [
      ("ghp_", 30, "GitHub token"), ("gho_", 30, "GitHub token"), ("ghu_", 30, "GitHub token"),
      ("ghs_", 30, "GitHub token"), ("ghr_", 30, "GitHub token"), ("github_", 40, "GitHub token"),
      ("sk_", 20, "Stripe key"), ("rk_", 20, "Stripe key"), ("npm_", 36, "npm token"), ("whsec_", 24, "webhook secret"),
      ("shpat_", 32, "Shopify token"), ("glpat-", 24, "GitLab token"), ("sk-", 35, "API key"),
      ("pypi-", 50, "PyPI token"),
      ("GOCSPX-", 30, "Google client secret"),
    ]
  }

  /// A token whose prefix ends at an underscore or hyphen.
  private func prefixedToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 2, at + 8 < count, self[at + 1].isLetter || self[at + 1].isDigit else { return nil }
    let pair = UInt16(self[at - 2]) << 8 | UInt16(self[at - 1])
    switch pair {
    case 0x6870, 0x686F, 0x6875, 0x6873, 0x6872, 0x7562, 0x736B, 0x726B, 0x706D, 0x6563, 0x6174, 0x7069, 0x5058: break
    default: return nil
    }
    for (prefix, least, kind) in Self.prefixes {
      let start = at + 1 - prefix.utf8CodeUnitCount
      guard starts(prefix, at: start) else { continue }
      if pair == 0x7562, !starts("pat_", at: at + 1) { return nil }
      if self[at] == UInt8(ascii: "_"), pair == 0x736B || pair == 0x726B {
        guard starts("live_", at: at + 1) || starts("test_", at: at + 1) else { return nil }
      }
      return token(at, from: start, floor, least: least, kind)
    }
    return nil
  }

  private func token(_ at: Int, from start: Int, _ floor: Int, least: Int, _ kind: StaticString) -> Secret? {
    guard beginsWord(start, floor) else { return nil }
    let end = end(from: at) { $0.isNameByte }
    guard end - start >= least, self[start..<end].contains(where: \.isDigit) else { return nil }
    return Secret(range: start..<end, kind: kind)
  }

  // MARK: Authorization schemes

  /// `Bearer …` and `Basic …` where they stand by themselves; in prose they are words like any other.
  private func authorizationValue(_ at: Int, _ floor: Int) -> Secret? {
    guard beginsWord(at, floor) else { return nil }
    if startsAnyCase("bearer ", at: at) {
      let end = end(from: at + 7) { $0.isCredentialByte }
      guard end - at >= 23, self[at + 7..<end].contains(where: \.isDigit) else { return nil }
      return Secret(range: at + 7..<end, kind: "bearer token")
    }
    guard startsAnyCase("basic ", at: at) else { return nil }
    let end = end(from: at + 6) { $0.isCredentialByte }
    guard isUserAndPassword(at + 6..<end) else { return nil }
    return Secret(range: at + 6..<end, kind: "basic credentials")
  }

  /// Whether base64 hides printable text with a colon.
  private func isUserAndPassword(_ range: Range<Int>) -> Bool {
    guard range.count >= 8, range.count <= 512, range.count % 4 == 0 else { return false }
    var bits: UInt32 = 0
    var hasColon = false
    for (index, byte) in self[range].enumerated() {
      guard let digit = byte.base64Digit else {
        return byte == UInt8(ascii: "=") && index >= range.count - 2 && hasColon
      }
      bits = bits << 6 | digit
      guard index % 4 > 0 else { continue }
      let letter = bits >> (6 - 2 * UInt32(index % 4)) & 0xFF
      guard letter >= 0x20, letter != 0x7F else { return false }
      hasColon = hasColon || letter == 0x3A
    }
    return hasColon
  }
}

extension UInt8 {
  /// What the value of an authorization scheme is made of (RFC 9110, token68).
  var isCredentialByte: Bool {
    isNameByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "~") || self == UInt8(ascii: "+")
      || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }

  fileprivate var isKeyBodyByte: Bool {
    isCredentialByte || self == UInt8(ascii: "\\") || self == UInt8(ascii: ":") || self == UInt8(ascii: ",")
  }

  fileprivate var base64Digit: UInt32? {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(self - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(self - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
