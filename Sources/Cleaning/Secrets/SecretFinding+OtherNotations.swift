/// Secrets after a name without a plain `=` or `:` between them: in URLs, in XML and in SQL.
extension UnsafeBufferPointer<UInt8> {
  /// The password in `https://user:password@host`, or the token that stands there alone.
  func urlPassword(_ at: Int) -> Secret? {
    guard starts("://", at: at) else { return nil }
    let start = at + 3
    var separator: Int?
    var sign: Int?
    var end = start
    while end < count, end - start < 512, !self[end].endsUserInfo {
      if self[end] == UInt8(ascii: "@") { sign = end }
      if self[end] == UInt8(ascii: ":"), separator == nil { separator = end }
      end += 1
    }
    guard let sign, sign + 1 < count, !self[sign + 1].endsUserInfo else { return nil }
    guard let separator, separator < sign else {
      let isToken = sign - start >= 20 && self[start..<sign].allSatisfy(\.isNameByte) && !readsAsName(start..<sign)
      return isToken ? Secret(range: start..<sign, kind: "token") : nil
    }
    let password = separator + 1..<sign
    guard !password.isEmpty, !isPlaceholder(password), !self[start..<sign].contains(UInt8(ascii: "$")) else {
      return nil
    }
    // A deceiving link: what looks like the host and its port is the user and the password.
    let isPort = password.count <= 5 && self[password].allSatisfy(\.isDigit)
    guard !isPort || !self[start..<separator].contains(UInt8(ascii: ".")) else { return nil }
    return Secret(range: password, kind: "password")
  }

  /// The secret in a percent-encoded text: `password%3Dhunter22`, `%22password%22%3A%22hunter22%22`.
  func encodedSecret(_ at: Int) -> Secret? {
    guard at > 1, starts("%3", at: at), at + 2 < count, [0x41, 0x44].contains(self[at + 2] & 0x5F) else { return nil }
    let quote: StaticString = "%22"
    let isQuoted = starts(quote, at: at - 3)
    let name = SecretName(endingAt: isQuoted ? at - 3 : at, in: self)
    guard name != .ordinary, name != .authorization, name != .cookie else { return nil }
    var start = at + 3
    while starts("%20", at: start) || starts("+", at: start) { start += self[start] == UInt8(ascii: "%") ? 3 : 1 }
    if starts(quote, at: start) { start += 3 }
    var end = start
    while end < count, end - start < 256, !self[end].endsBareValue {
      if self[end] == UInt8(ascii: "%"), isEncodedEnd(end) { break }
      end += 1
    }
    return secretValue(start..<end, of: name)
  }

  /// Whether an encoded quote, `&`, comma, brace, space or line end begins here.
  private func isEncodedEnd(_ at: Int) -> Bool {
    let ends: [StaticString] = ["%22", "%26", "%2c", "%7d", "%20", "%0a"]
    return ends.contains { startsAnyCase($0, at: at) }
  }

  /// The secret in an element of XML: `<password>…</password>`.
  func elementSecret(_ at: Int) -> Secret? {
    guard at > 2, at + 1 < count, self[at - 1].isLetter else { return nil }
    var name = SecretName(endingAt: at, in: self)
    let start = start(of: at) { $0.isNameByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    // `<AdministratorPassword><Value>…`
    if name == .ordinary, start > 1, self[start - 2] == UInt8(ascii: ">"), startsAnyCase("value>", at: start) {
      let outer = self.start(of: start - 2, while: \.isNameByte)
      if outer > 0, self[outer - 1] == UInt8(ascii: "<") { name = SecretName(endingAt: start - 2, in: self) }
    }
    guard name != .ordinary, start > 0, self[start - 1] == UInt8(ascii: "<") else { return nil }
    let end = end(from: at + 1) { $0 != UInt8(ascii: "<") && $0 >= 0x20 }
    guard end - at <= 4096, starts("</", at: end) else { return nil }
    return secretValue(at + 1..<end, of: name)
  }

  /// The secret in a statement of SQL or PowerShell: `IDENTIFIED BY '…'`, `WITH PASSWORD '…'`.
  func statementSecret(_ at: Int) -> Secret? {
    guard at > 8, [0x20, UInt8(ascii: "(")].contains(self[at - 1]) else { return nil }
    let words: [StaticString] = ["password", "identified by", "convertto-securestring", "-string"]
    guard words.contains(where: { endsWith($0, at: at - 1) }), let value = quotedValue(at: at) else { return nil }
    return secretValue(value, of: .password)
  }

  /// The password in a line of a `.netrc` file: `machine db.example login bob password …`, and in a few command lines.
  func loginFileSecret(_ at: Int, _ floor: Int) -> Secret? {
    guard starts("password ", at: at), beginsWord(at, floor) else { return nil }
    var start = at + 9
    // Network devices say by a digit how the password is encrypted, which anybody can undo.
    let hasType = start + 1 < count && self[start].isDigit && self[start + 1] == 0x20
    if hasType { start += 2 }
    let secret = argumentValue(at: start, of: .password)
    let programs: [StaticString] = hasType ? ["username ", "enable "] : ["login ", "mysqladmin ", "nmcli "]
    return secret != nil && line(before: at, holdsAny: programs) ? secret : nil
  }
}

extension UInt8 {
  fileprivate var endsUserInfo: Bool {
    switch self {
    case 0x00...0x20, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: ","):
      true
    default: false
    }
  }
}
