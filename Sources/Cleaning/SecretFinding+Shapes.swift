/// Secrets that are known by their own shape: private keys, JSON web tokens, bearer values, tokens with known prefixes.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that the byte at a place is a part of. It lies wholly after the floor, where the last change ended.
  func secret(triggeredAt at: Int, after floor: Int) -> Secret? {
    let found: Secret?
    switch SecretTrigger(self[at]) {
    case .assignment: found = assignedSecret(at)
    case .hyphen: found = starts("-----BEGIN ", at: at) ? privateKey(at) : prefixedToken(at, floor)
    case .underscore: found = prefixedToken(at, floor)
    case .webToken: found = webToken(at, floor)
    case .scheme: found = authorizationValue(at, floor)
    case .slackToken: found = slackToken(at, floor)
    case .googleKey: found = starts("AIza", at: at) ? token(at, from: at, floor, least: 39, "Google API key") : nil
    case nil: found = nil
    }
    guard let found, found.range.lowerBound >= floor else { return nil }
    return found
  }

  func starts(_ prefix: StaticString, at: Int) -> Bool {
    guard at >= 0, at + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { self[at + $0] == prefix.utf8Start[$0] }
  }

  /// The same as `starts`, but the prefix is in lower case and the case of the text does not matter.
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

  /// A PEM block, or what is left of one that was cut. The block ends where its content stops looking like Base64, so
  /// that nobody can hide other text between the two markers.
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

  /// The end of Base64 in lines, with headers such as `Proc-Type: 4,ENCRYPTED`. Short words are prose that follows it.
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

  /// A token whose prefix ends at an underscore or hyphen.
  private func prefixedToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 2, at + 8 < count, self[at + 1].isLetter || self[at + 1].isDigit else { return nil }
    guard TokenPrefix.mayEnd(in: self[at - 2], self[at - 1]) else { return nil }
    for prefix in TokenPrefix.all {
      let start = at + 1 - prefix.text.utf8CodeUnitCount
      guard starts(prefix.text, at: start) else { continue }
      let continuations = prefix.continuations
      guard continuations.isEmpty || continuations.contains(where: { starts($0, at: at + 1) }) else { return nil }
      return token(at, from: start, floor, least: prefix.least, prefix.kind)
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

  /// The credentials after `Bearer` or `Basic` without a header's name before. In prose both are ordinary words, so
  /// what follows has to look like credentials.
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

  /// Whether the text is Base64 of printable ASCII with a colon in it.
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
