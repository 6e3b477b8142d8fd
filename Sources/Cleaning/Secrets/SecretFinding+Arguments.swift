/// Secrets in command lines.
extension UnsafeBufferPointer<UInt8> {
  /// The secret after a flag: `--password hunter22`, `-Token …`, and short flags of programs that take a password.
  func argumentSecret(_ at: Int, _ floor: Int) -> Secret? {
    guard at + 3 < count, at == floor || at == 0 || self[at - 1] == 0x20 || self[at - 1].isQuote else { return nil }
    let word = self[at + 1] == UInt8(ascii: "-") ? at + 2 : at + 1
    guard self[word].isLetter else { return nil }
    let wordEnd = end(from: word, while: \.isNameByte)
    if word == at + 1, let secret = shortFlagSecret(at) { return secret }
    guard wordEnd - word > 1, wordEnd - word < 64 else { return nil }
    if word == at + 2, isFlag("user", word..<wordEnd) || isFlag("proxy-user", word..<wordEnd) {
      return loginSecret(from: wordEnd, before: at)
    }
    let name = SecretName(endingAt: wordEnd, in: self)
    guard name != .ordinary, name != .authorization, name != .cookie, let start = argument(after: wordEnd) else {
      return nil
    }
    return argumentValue(at: start, of: name)
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
  private func argument(after end: Int) -> Int? {
    var at = end
    let quote = at < count && (self[at].isQuote || self[at] == UInt8(ascii: "\\"))
    if quote {
      at = self.end(from: at) { $0.isQuote || $0 == UInt8(ascii: "\\") }
      guard at < count, self[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    let start = self.end(from: at) { $0 == 0x20 }
    return start < count && start - at < 4 && (quote || start > at) ? start : nil
  }

  private func argumentValue(at start: Int, of name: SecretName) -> Secret? {
    if let quoted = quotedValue(at: start) { return secretValue(quoted, of: name) }
    guard self[start] != UInt8(ascii: "-") else { return nil }
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

  /// A program that takes a password after a short flag, or right behind its letter.
  private struct ShortFlag: Sendable {
    let letter: Unicode.Scalar
    let isAttached: Bool
    let programs: [StaticString]

    static let all = [
      ShortFlag(letter: "p", isAttached: true, programs: ["sshpass", "mysql", "mariadb"]),
      ShortFlag(
        letter: "p", isAttached: false,
        programs: ["sshpass", "docker login", "podman login", "registry login", "az login", "mongo", "psexec"]),
      ShortFlag(letter: "P", isAttached: true, programs: ["sqlcmd"]),
      ShortFlag(letter: "P", isAttached: false, programs: ["sqlcmd", "bcp"]),
      ShortFlag(letter: "a", isAttached: false, programs: ["redis-cli"]),
      ShortFlag(letter: "w", isAttached: false, programs: ["ldap"]),
      ShortFlag(letter: "k", isAttached: false, programs: ["openssl", "nuget push"]),
      ShortFlag(letter: "K", isAttached: false, programs: ["openssl"]),
      ShortFlag(letter: "A", isAttached: false, programs: ["snmp"]),
      ShortFlag(letter: "X", isAttached: false, programs: ["snmp"]),
      ShortFlag(letter: "c", isAttached: false, programs: ["snmpwalk", "snmpget", "snmpset", "snmpbulk"]),
    ]
  }

  private func shortFlagSecret(_ at: Int) -> Secret? {
    let letter = self[at + 1]
    let isAttached = self[at + 2] != 0x20
    if letter == UInt8(ascii: "u"), !isAttached { return loginSecret(from: at + 2, before: at) }
    if letter == UInt8(ascii: "U"), !isAttached {
      return loginSecret(
        from: at + 2, before: at, separator: UInt8(ascii: "%"), of: ["smbclient", "rpcclient", "net "])
    }
    guard
      let flag = ShortFlag.all.first(where: { $0.letter.value == UInt32(letter) && $0.isAttached == isAttached }),
      let start = isAttached ? at + 2 : argument(after: at + 2), let secret = argumentValue(at: start, of: .password),
      line(before: at, holdsAny: flag.programs)
    else { return nil }
    return secret
  }

  /// The password in `curl -u user:password`. Other programs name a user and a group so.
  private func loginSecret(
    from flagEnd: Int, before flag: Int, separator: UInt8 = UInt8(ascii: ":"), of programs: [StaticString] = ["curl"]
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

  /// Whether one of some words stands before a place in the same line; it looks back 128 bytes.
  func line(before end: Int, holdsAny words: [StaticString]) -> Bool {
    var at = end - 1
    while at >= 0, end - at < 128, self[at] >= 0x20 {
      let first = self[at].lowercased
      for word in words where word.utf8Start[0] == first && startsAnyCase(word, at: at) { return true }
      at -= 1
    }
    return false
  }
}
