/// Finds secrets: those of a known shape, and those that are known by the name before them.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that the byte at a place is a part of. It lies wholly after the floor, where the last change ended.
  func secret(triggeredAt at: Int, after floor: Int) -> Secret? {
    let found: Secret?
    switch SecretTrigger(self[at]) {
    case .colon: found = secret(atColon: at, floor)
    case .equals: found = assignedSecret(at)
    case .percent: found = encodedSecret(at)
    case .elementEnd: found = elementSecret(at)
    case .quote: found = statementSecret(at)
    case .hyphen: found = secret(atHyphen: at, floor)
    case .prefixEnd:
      found =
        shapedToken(at, floor)
        ?? (self[at] == UInt8(ascii: "p")
          ? loginFileSecret(at, floor) : self[at] == UInt8(ascii: ".") ? discordToken(at, floor) : nil)
    case .tilde: found = shapedToken(at, floor) ?? entraSecret(at, floor)
    case .webToken: found = webToken(at, floor)
    case .scheme: found = authorizationValue(at, floor)
    case nil: found = nil
    }
    guard let found, found.range.lowerBound >= floor else { return nil }
    return found
  }

  private func secret(atColon at: Int, _ floor: Int) -> Secret? {
    guard at > 0, at + 1 < count else { return nil }
    if self[at + 1] == UInt8(ascii: "/") { return urlPassword(at) }
    guard self[at - 1].isDigit else { return assignedSecret(at) }
    // Most colons stand in times and addresses.
    if self[at + 1].isDigit { return nil }
    return self[at + 1] == UInt8(ascii: "A") ? botToken(at, floor) : assignedSecret(at)
  }

  private func secret(atHyphen at: Int, _ floor: Int) -> Secret? {
    guard at > floor, self[at - 1].isNameByte else {
      return starts("-----BEGIN ", at: at) ? privateKey(at) : argumentSecret(at, floor)
    }
    return shapedToken(at, floor) ?? mailchimpKey(at, floor)
  }

  // MARK: Tokens of a known shape

  /// A token that an issuer marks by its prefix, which ends here.
  private func shapedToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 2, at + 8 < count else { return nil }
    return TokenShape.index.first(endingIn: self[at - 2], self[at - 1], self[at]) { token(of: $0, at, floor) }
  }

  private func token(of shape: TokenShape, _ at: Int, _ floor: Int) -> Secret? {
    var start = at + 1 - shape.prefix.utf8CodeUnitCount
    guard starts(shape.prefix, at: start),
      let continuation = shape.continuations.first(where: { starts($0, at: at + 1) })
    else { return nil }
    // A prefix that begins with a dot stands inside the token.
    if self[start] == UInt8(ascii: ".") { start = self.start(of: start) { $0.isLetter || $0.isDigit } }
    guard shape.keepsPrefix || beginsWord(start, floor) else { return nil }
    let body = at + 1 + continuation.utf8CodeUnitCount
    let end = end(from: body, while: shape.alphabet.contains)
    guard end - body >= shape.least, end == count || !self[end].isLetter && !self[end].isDigit else { return nil }
    guard shape.alphabet.mayBeName ? !readsAsName(body..<end) : isMixed(body..<end) else { return nil }
    return Secret(range: (shape.keepsPrefix ? body : start)..<end, kind: shape.kind)
  }

  /// Whether there are digits, or letters of both cases.
  func isMixed(_ range: Range<Int>) -> Bool {
    self[range].contains(where: \.isDigit)
      || self[range].contains { $0.isLetter && $0 & 0x20 == 0 }
        && self[range].contains { $0.isLetter && $0 & 0x20 != 0 }
  }

  /// The token of a Telegram bot, which begins with the number of the bot: `123456789:AA…`.
  private func botToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 8, at + 36 <= count, self[at + 1] == UInt8(ascii: "A"), self[at - 1].isDigit else { return nil }
    let start = start(of: at, while: \.isDigit)
    let end = end(from: at + 1, while: \.isNameByte)
    guard (8...10).contains(at - start), end - at == 36, beginsWord(start, floor) || endsWith("bot", at: start) else {
      return nil
    }
    return Secret(range: start..<end, kind: "Telegram token")
  }

  /// The token of a Discord bot: its number in base64, six characters for the time, and a signature, with dots between.
  private func discordToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 23, at + 35 <= count, self[at + 7] == UInt8(ascii: "."),
      self[at + 1..<at + 7].allSatisfy(\.isNameByte)
    else { return nil }
    let start = start(of: at, while: \.isNameByte)
    let end = end(from: at + 8, while: \.isNameByte)
    guard (23...28).contains(at - start), (27...38).contains(end - at - 8), hasAllKinds(start..<at) else { return nil }
    return Secret(range: start..<end, kind: "Discord token")
  }

  /// The secret of an application in Microsoft Entra ID: three letters or digits, a digit, `Q~`, and 31 to 34 more.
  private func entraSecret(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 5, self[at - 1] == UInt8(ascii: "Q"), self[at - 2].isDigit else {
      return nil
    }
    let end = end(from: at + 1) { $0.isNameByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~") }
    guard (31...34).contains(end - at - 1), beginsWord(at - 5, floor) else { return nil }
    return Secret(range: at - 5..<end, kind: "Azure client secret")
  }

  /// The key of Mailchimp: 32 hexadecimal digits, and the number of a data center, as in `…-us12`.
  private func mailchimpKey(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 32, starts("us", at: at + 1), at + 3 < count, self[at + 3].isDigit else { return nil }
    guard self[at - 32..<at].allSatisfy(\.isHexDigit), beginsWord(at - 32, floor) else { return nil }
    return Secret(range: at - 32..<end(from: at + 3, while: \.isDigit), kind: "Mailchimp key")
  }

  // MARK: Places in a text

  func starts(_ prefix: StaticString, at: Int) -> Bool {
    guard at >= 0, at + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { self[at + $0] == prefix.utf8Start[$0] }
  }

  /// The same as `starts`, but the prefix is in lower case and the case of the text does not matter.
  func startsAnyCase(_ prefix: StaticString, at: Int) -> Bool {
    guard at >= 0, at + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { self[at + $0].lowercased == prefix.utf8Start[$0] }
  }

  /// Whether a word in lower case ends before a place, whatever its case in the text.
  func endsWith(_ suffix: StaticString, at end: Int) -> Bool {
    startsAnyCase(suffix, at: end - suffix.utf8CodeUnitCount)
  }

  /// The end of the longest run of matching bytes from a place.
  func end(from at: Int, while matches: (UInt8) -> Bool) -> Int {
    var end = at
    while end < count, matches(self[end]) { end += 1 }
    return end
  }

  /// The start of the longest run of matching bytes before a place.
  func start(of end: Int, while matches: (UInt8) -> Bool) -> Int {
    var start = end
    while start > 0, matches(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether no name goes on across a place. An escape before it, such as `\n` or `%20`, is no part of a name.
  func beginsWord(_ at: Int, _ floor: Int) -> Bool {
    guard at > floor, at > 0, self[at - 1].isNameByte else { return at >= floor }
    return at > 1 && self[at - 2] == UInt8(ascii: "\\") && self[at - 1].isLetter
      || at > 2 && self[at - 3] == UInt8(ascii: "%") && self[at - 2].isHexDigit && self[at - 1].isHexDigit
  }
}

extension UInt8 {
  /// The byte in lower case, if it is a letter.
  var lowercased: UInt8 { isLetter ? self | 0x20 : self }
}
