/// Secrets in command lines.
extension UnsafeBufferPointer<UInt8> {
  /// The secret after a flag: `--password hunter22`, `-Token …`, and short flags of programs that take a password.
  func argumentSecret(_ at: Int, _ floor: Int) -> Secret? {
    guard at + 3 < count, at == floor || at == 0 || self[at - 1] == 0x20 || self[at - 1].isQuote else { return nil }
    let word = self[at + 1] == UInt8(ascii: "-") ? at + 2 : at + 1
    guard self[word].isLetter else { return nil }
    let wordEnd = end(from: word, while: \.isNameByte)
    let isName = isFlag("password", word..<wordEnd) || isFlag("pass", word..<wordEnd)
    if word == at + 1, !isName, let secret = shortFlagSecret(at) { return secret }
    guard wordEnd - word > 1, wordEnd - word < 64 else { return nil }
    if let secret = otherFlagSecret(at, word..<wordEnd) { return secret }
    let name = SecretName(endingAt: wordEnd, in: self)
    guard name != .ordinary, name != .authorization, name != .cookie, let start = argument(after: wordEnd) else {
      return nil
    }
    return argumentValue(at: start, of: name)
  }

  /// The secret of a flag whose name is not that of a secret.
  private func otherFlagSecret(_ at: Int, _ flag: Range<Int>) -> Secret? {
    func isOne(of names: [StaticString]) -> Bool { names.contains { isFlag($0, flag) } }
    if flag.lowerBound == at + 1 {
      // `plink -pw hunter22`, `secretsdump.py -hashes :8846f7ea…`
      guard isOne(of: ["pw", "hashes"]), let start = argument(after: flag.upperBound) else { return nil }
      let secret = argumentValue(at: start, of: .password)
      return isOne(of: ["pw"]) || secret.map { self[$0.range].contains(UInt8(ascii: ":")) } ?? false ? secret : nil
    }
    if isOne(of: ["user", "proxy-user"]) { return loginSecret(from: flag.upperBound, before: at) }
    if isOne(of: ["creds", "src-creds", "dest-creds"]) {
      return loginSecret(from: flag.upperBound, before: at, of: ["skopeo", "buildah", "podman", "crane"])
    }
    let readsSecret =
      isOne(of: ["password-stdin", "with-token"]) || isOne(of: ["stdin"]) && line(before: at, holdsAny: ["passwd"])
    return readsSecret ? pipedSecret(into: at) : nil
  }

  /// Whether a text is nothing but a flag that takes a secret, such as `--password`, so that the next argument is one.
  func secretFlag() -> SecretName {
    guard count > 2, count < 64, self[0] == UInt8(ascii: "-"), dropFirst().allSatisfy(\.isNameByte) else {
      return .ordinary
    }
    let name = SecretName(endingAt: count, in: self)
    return name == .authorization || name == .cookie ? .ordinary : name
  }

  private func isFlag(_ name: StaticString, _ range: Range<Int>) -> Bool {
    range.count == name.utf8CodeUnitCount && startsAnyCase(name, at: range.lowerBound)
  }

  /// Where the next argument begins, also the next text of a list: `"--password", "hunter22"`.
  func argument(after end: Int) -> Int? {
    var at = end
    let quote = at < count && (self[at].isQuote || self[at] == UInt8(ascii: "\\"))
    if quote {
      at = self.end(from: at) { $0.isQuote || $0 == UInt8(ascii: "\\") }
      guard at < count, self[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    let start = self.end(from: at) { $0 == 0x20 }
    guard start < count, start - at < 4 else { return nil }
    // In code, something else than a text may follow the comma: `add_argument('--password', help='…')`.
    return quote ? quotedValue(at: start) != nil ? start : nil : start > at ? start : nil
  }

  func argumentValue(at start: Int, of name: SecretName) -> Secret? {
    if let quoted = quotedValue(at: start) { return secretValue(quoted, of: name) }
    // Another flag, or an expression of PowerShell.
    guard start < count, self[start] != UInt8(ascii: "-"), self[start] != UInt8(ascii: "(") else { return nil }
    let end = argumentEnd(from: start)
    return isAboutFlag(start..<end) ? nil : secretValue(start..<end, of: name)
  }

  /// Whether the text goes on about the flag, as in `--password option is deprecated`.
  private func isAboutFlag(_ word: Range<Int>) -> Bool {
    let words: [StaticString] = [
      "option", "options", "argument", "arguments", "instead", "parameter", "without", "should",
    ]
    return words.contains { isFlag($0, word) }
  }

  // MARK: Short flags

  private func shortFlagSecret(_ at: Int) -> Secret? {
    let letter = self[at + 1]
    let isAttached = self[at + 2] != 0x20
    if letter == UInt8(ascii: "u"), !isAttached { return loginSecret(from: at + 2, before: at) }
    if letter == UInt8(ascii: "a"), !isAttached,
      let login = loginSecret(from: at + 2, before: at, of: ["http ", "https ", "xh "])
    {
      return login
    }
    if letter == UInt8(ascii: "U"), !isAttached {
      return loginSecret(
        from: at + 2, before: at, separator: UInt8(ascii: "%"), of: ["smbclient", "rpcclient", "net ", "winexe"])
    }
    if letter == UInt8(ascii: "S"), !isAttached, line(before: at, holdsAny: ["sudo "]) { return pipedSecret(into: at) }
    guard
      let flag = ShortFlag.all.first(where: { $0.letter.value == UInt32(letter) && $0.isAttached == isAttached }),
      let start = isAttached ? at + 2 : argument(after: at + 2), let secret = argumentValue(at: start, of: .password),
      line(before: at, holdsAny: flag.programs)
    else { return nil }
    return secret
  }

  /// The password in `curl -u user:password`. Other programs name a user and a group so.
  private func loginSecret(
    from flagEnd: Int, before flag: Int, separator: UInt8 = UInt8(ascii: ":"),
    of programs: [StaticString] = ["curl", "etcdctl", "lftp", "http "]
  ) -> Secret? {
    guard flagEnd < count, let start = self[flagEnd] == UInt8(ascii: "=") ? flagEnd + 1 : argument(after: flagEnd)
    else { return nil }
    let value = quotedValue(at: start) ?? start..<argumentEnd(from: start)
    guard let colon = self[value].firstIndex(of: separator), line(before: flag, holdsAny: programs) else {
      return nil
    }
    return secretValue(colon + 1..<value.upperBound, of: .password)
  }

  /// The end of an argument without quotes.
  func argumentEnd(from start: Int) -> Int {
    var end = start
    while end < count, end - start < 512, self[end] > 0x20, !self[end].isQuote, self[end] != UInt8(ascii: "\\") {
      end += 1
    }
    return end
  }

  /// Whether one of some words begins before a place in the same line; it looks back 128 bytes.
  func line(before end: Int, holdsAny words: [StaticString]) -> Bool {
    var letters: UInt32 = 0
    for word in words { letters |= 1 &<< UInt32(word.utf8Start[0] & 0x1F) }
    var at = end
    while at > 0, end - at < 127, self[at - 1] >= 0x20 {
      at -= 1
      guard letters &>> UInt32(self[at] & 0x1F) & 1 != 0, at == 0 || !self[at - 1].isLetter else { continue }
      let first = self[at].lowercased
      for word in words where word.utf8Start[0] == first && startsAnyCase(word, at: at) { return true }
    }
    return false
  }
}
