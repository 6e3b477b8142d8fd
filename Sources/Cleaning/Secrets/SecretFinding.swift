/// Finds secrets: those of a known shape, and those that are known by the name before them.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that the byte at a place is a part of. It lies wholly after the floor, where the last change ended.
  ///
  /// - Parameter shapes: `TokenShape.index`, which would be slow to read again at each place.
  func secret(triggeredAt at: Int, after floor: Int, shapes: EndingIndex<TokenShape>) -> Secret? {
    let mayEndPrefix = at >= 2 && shapes.mayHold(self[at - 2], self[at - 1], self[at])
    let token = mayEndPrefix ? shapedToken(at, floor) : nil
    let found: Secret?
    switch SecretTrigger(self[at]) {
    case .colon: found = secret(atColon: at, floor)
    case .equals: found = assignedSecret(at)
    case .percent: found = encodedSecret(at)
    case .elementEnd: found = elementSecret(at)
    case .quote: found = statementSecret(at)
    case .hyphen: found = token ?? secret(atHyphen: at, floor)
    case .prefixEnd: found = token ?? specialToken(at, floor)
    case .slash: found = token ?? (at > 0 && self[at - 1] == 0x20 ? slashFlagSecret(at) ?? netSecret(atFlag: at) : nil)
    case .tilde: found = token ?? entraSecret(at, floor)
    case .webToken: found = token ?? webToken(at, floor)
    case .scheme: found = token ?? authorizationValue(at, floor)
    case nil: found = nil
    }
    guard let found, found.range.lowerBound >= floor else { return nil }
    return found
  }

  /// What else the bytes that end prefixes may be a part of.
  @inline(__always)
  private func specialToken(_ at: Int, _ floor: Int) -> Secret? {
    switch self[at] {
    case UInt8(ascii: "p"):
      if at + 2 < count, self[at + 1] == UInt8(ascii: "a"), self[at + 2] == UInt8(ascii: "s") {
        passwordWord(at, floor)
      } else {
        at > 2 && (self[at - 1] == UInt8(ascii: "l") || self[at - 1] == UInt8(ascii: "d")) ? sqlplusSecret(at) : nil
      }
    case UInt8(ascii: "_"):
      if at > 2, self[at - 1] == UInt8(ascii: ":") || self[at - 1].lowercased == UInt8(ascii: "s") {
        self[at - 1] == UInt8(ascii: ":") || endsWith("aws", at: at) ? configuredSecret(at) : nil
      } else {
        nil
      }
    case UInt8(ascii: "x"): at > 2 && self[at - 1].lowercased == UInt8(ascii: "t") ? setxSecret(at) : nil
    case UInt8(ascii: "."):
      if at + 3 < count, self[at + 3] == 0x20, starts("py", at: at + 1) {
        impacketSecret(at)
      } else if at + 2 < count, self[at + 1] == UInt8(ascii: "N"), self[at + 2] == UInt8(ascii: "e") {
        networkCredential(at)
      } else if at + 7 < count, self[at + 7] == self[at] {
        discordToken(at, floor)
      } else {
        at >= 17 && self[at - 17] == UInt8(ascii: "p") ? airtableToken(at, floor) : nil
      }
    case UInt8(ascii: "K"): secretAfterKeyID(at, floor)
    default: nil
    }
  }

  private func secret(atColon at: Int, _ floor: Int) -> Secret? {
    guard at > 0, at + 1 < count else { return nil }
    if self[at + 1] == UInt8(ascii: "/") { return urlPassword(at) }
    if at >= 32, self[at - 32].isHexDigit, self[at + 1].isHexDigit, let pair = hashPair(at, floor) { return pair }
    if self[at - 1] == UInt8(ascii: "p"), let secret = attachedSecret(at) { return secret }
    guard self[at - 1].isDigit else {
      return assignedSecret(at) ?? (self[at - 1] == UInt8(ascii: "s") ? puttyKey(at) : nil)
    }
    // Most colons stand in times and addresses.
    if self[at + 1].isDigit { return nil }
    return self[at + 1] == UInt8(ascii: "A") ? botToken(at, floor) : assignedSecret(at)
  }

  private func secret(atHyphen at: Int, _ floor: Int) -> Secret? {
    guard at > floor, self[at - 1].isNameByte else {
      return starts("-----BEGIN ", at: at) ? privateKey(at) : argumentSecret(at, floor)
    }
    if self[at - 1].lowercased == UInt8(ascii: "o"), let secret = secureString(at) { return secret }
    if self[at - 1] == UInt8(ascii: "t"), endsWith("impacket", at: at) { return impacketSecret(at) }
    return mailchimpKey(at, floor)
  }

  // MARK: Tokens of a known shape

  /// A token that an issuer marks by its prefix, which ends here.
  private func shapedToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 2, at + 8 < count else { return nil }
    return TokenShape.index.first(endingIn: self[at - 2], self[at - 1], self[at]) { token(of: $0, at, floor) }
  }

  /// A token that has to be looked for where a value begins; see `TokenShape.atValues`.
  @inline(__always)
  func valueToken(at start: Int, _ floor: Int) -> Secret? {
    guard start + 29 <= count else { return nil }
    let (first, second) = (self[start], self[start + 1])
    if first == UInt8(ascii: "$") || first == UInt8(ascii: "A") && second == first
      || first == UInt8(ascii: "c") && second == UInt8(ascii: "i")
      || first == UInt8(ascii: "o") && second == UInt8(ascii: "y")
      || first == UInt8(ascii: "G") && second == UInt8(ascii: "R")
    {
      return unmarkedToken(start, floor)
    }
    return start + 40 <= count && self[start + 39] == UInt8(ascii: "L") ? licenseKey(start) : nil
  }

  private func unmarkedToken(_ start: Int, _ floor: Int) -> Secret? {
    for shape in TokenShape.atValues {
      if let token = token(of: shape, start + shape.prefix.utf8CodeUnitCount - 1, floor) { return token }
    }
    return nil
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
