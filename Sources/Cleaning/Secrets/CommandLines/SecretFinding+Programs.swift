/// Secrets in the command lines of programs that take a password without a flag.
extension UnsafeBufferPointer<UInt8> {
  /// The password in `sqlplus user/password@db`, `expdp …` and `impdp …`; at the `p` of the program's name, the last
  /// one.
  func sqlplusSecret(_ at: Int) -> Secret? {
    guard starts("sqlplus", at: at - 3) || endsWith("expd", at: at) || endsWith("impd", at: at) else { return nil }
    let name = end(from: at + 1) { $0.isLetter || $0 == UInt8(ascii: ".") }
    for argument in arguments(from: name) {
      guard let slash = self[argument].firstIndex(of: UInt8(ascii: "/")), slash > argument.lowerBound,
        let sign = self[argument].lastIndex(of: UInt8(ascii: "@")), sign > slash
      else { continue }
      return secretValue(slash + 1..<sign, of: .password)
    }
    return nil
  }

  /// The secret after a flag of Windows, as in `schtasks /create /u bob /p hunter22` and `tool /password hunter22`.
  func slashFlagSecret(_ at: Int) -> Secret? {
    let end = end(from: at + 1, while: \.isNameByte)
    guard end > at + 1, end - at < 32, end < count, self[end] == 0x20, let start = argument(after: end) else {
      return nil
    }
    let isShort = end == at + 2 && self[at + 1].lowercased == UInt8(ascii: "p") || startsAnyCase("rp ", at: at + 1)
    guard isShort || SecretName(endingAt: end, in: self) == .password, self[start] != UInt8(ascii: "/"),
      let secret = argumentValue(at: start, of: .password)
    else { return nil }
    let programs: [StaticString] = [
      "schtasks", "signtool", "wevtutil", "tasklist", "taskkill", "systeminfo", "gpresult", "getmac", "driverquery",
      "openfiles", "whoami", "shutdown", "eventcreate",
    ]
    return !isShort || line(before: at, holdsAny: programs) ? secret : nil
  }

  /// The password in `NetworkCredential("bob", "hunter22")`; at the dot before it.
  func networkCredential(_ at: Int) -> Secret? {
    guard starts(".NetworkCredential(", at: at), let user = quotedValue(at: at + 19) else { return nil }
    let start = end(from: user.upperBound) {
      $0.isQuote || $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\\")
    }
    guard start < count, let value = quotedValue(at: start - 1) else { return nil }
    return secretValue(value, of: .password)
  }

  /// The password in `net user bob password /add` and `net use Z: \\\\host\\share password /user:bob`; at a flag.
  func netSecret(atFlag at: Int) -> Secret? {
    guard at + 1 < count, "adupADUP".utf8.contains(self[at + 1]) else { return nil }
    var start = at - 9
    while start >= 0, at - start < 128, self[start + 8] >= 0x20 {
      if self[start].lowercased == UInt8(ascii: "n"), let secret = netSecret(at: start) { return secret }
      start -= 1
    }
    return nil
  }

  /// The same where the text begins with the name of the program, which few texts do.
  @inline(__always)
  func netSecretAtStart() -> Secret? {
    count > 8 && self[0].lowercased == UInt8(ascii: "n") ? netSecret(at: 0) : nil
  }

  /// The same at the name of the program.
  private func netSecret(at start: Int) -> Secret? {
    guard start + 8 < count, startsAnyCase("net", at: start), start == 0 || !self[start - 1].isNameByte else {
      return nil
    }
    let program = end(from: start + 3) { $0 == UInt8(ascii: "1") || $0 == UInt8(ascii: ".") || $0.isLetter }
    var words = arguments(from: program)[...]
    guard let command = words.popFirst() else { return nil }
    let isUser = command.count == 4 && startsAnyCase("user", at: command.lowerBound)
    guard isUser || command.count == 3 && startsAnyCase("use", at: command.lowerBound) else { return nil }
    words = words.filter { self[$0.lowerBound] != UInt8(ascii: "/") }[...]
    // The name of the user, or the drive and the share, comes first.
    if isUser {
      words = words.dropFirst()
    } else {
      words = words.drop {
        self[$0.lowerBound] == UInt8(ascii: "\\") || self[$0.upperBound - 1] == UInt8(ascii: ":")
          || self[$0].elementsEqual([UInt8(ascii: "*")])
      }
    }
    return words.first.flatMap { secretValue($0, of: .password) }
  }

  /// The secret after `pass`, `passwd`, `passphrase` and `password`, where the program before it says that it is one;
  /// at the `p`.
  func passwordWord(_ at: Int, _ floor: Int) -> Secret? {
    guard starts("pass", at: at), at + 5 < count else { return nil }
    switch self[at + 4] {
    case 0x20: return endsWith("require", at: at) ? argumentValue(at: at + 5, of: .password) : nil
    case UInt8(ascii: "p"):
      guard starts("passphrase ", at: at), endsWith("wpa_", at: at) else { return nil }
      return positional(1, after: at + 10)
    case UInt8(ascii: "w"):
      if starts("passwd", at: at) {
        if endsWith("ch", at: at) { return pipedSecret(into: at - 2, hasUser: true) }
        if endsWith("smb", at: at) || endsWith("vnc", at: at) { return pipedSecret(into: at - 3) }
        if endsWith("openssl ", at: at) { return positional(0, after: at + 6) }
        return endsWith("ht", at: at) ? htpasswdSecret(at + 6) : nil
      }
      return loginFileSecret(at, floor)
    default: return nil
    }
  }

  /// The password in `htpasswd -b file user password`; with `-n` there is no file.
  private func htpasswdSecret(_ end: Int) -> Secret? {
    let flags = arguments(from: end).filter { self[$0.lowerBound] == UInt8(ascii: "-") }
    guard flags.contains(where: { self[$0].contains(UInt8(ascii: "b")) }) else { return nil }
    return positional(flags.contains { self[$0].contains(UInt8(ascii: "n")) } ? 1 : 2, after: end)
  }

  /// An argument by its place among those that are no flags.
  private func positional(_ index: Int, after end: Int) -> Secret? {
    let words = arguments(from: end).filter { self[$0.lowerBound] != UInt8(ascii: "-") }
    return index < words.count ? secretValue(words[index], of: .password) : nil
  }

  /// The password in `secretsdump.py domain/user:password@host`; at the dot, or at the hyphen of
  /// `impacket-secretsdump`.
  func impacketSecret(_ at: Int) -> Secret? {
    let end = end(from: at + 1) { $0.isNameByte || $0 == UInt8(ascii: ".") }
    for argument in arguments(from: end) {
      let slash = self[argument].firstIndex(of: UInt8(ascii: "/"))
      guard let colon = self[(slash ?? argument.lowerBound)..<argument.upperBound].firstIndex(of: UInt8(ascii: ":")),
        slash.map({ self[$0 + 1] != UInt8(ascii: "/") }) ?? true
      else { continue }
      let sign = self[argument].lastIndex(of: UInt8(ascii: "@"))
      // Without a host, and with a tag before the hash of an image, only the program can say what it is.
      if sign == nil || starts("sha256", at: (sign ?? 0) + 1), !isOfImpacket(at) { continue }
      return secretValue(colon + 1..<Swift.max(colon + 1, sign ?? argument.upperBound), of: .password)
    }
    return nil
  }

  private func isOfImpacket(_ end: Int) -> Bool {
    let programs: [StaticString] = [
      "impacket", "getuserspns", "getnpusers", "gettgt", "getst", "getadusers", "secretsdump", "finddelegation",
    ]
    return programs.contains { endsWith($0, at: end) }
  }

  /// The value in `aws configure set aws_secret_access_key …` and `npm config set //registry/:_authToken …`; at the
  /// first `_` of the name.
  func configuredSecret(_ at: Int) -> Secret? {
    let end = end(from: at, while: \.isNameByte)
    let name = SecretName(endingAt: end, in: self)
    guard name != .ordinary, name != .authorization, name != .cookie, let start = argument(after: end),
      line(before: at, holdsAny: ["config set ", "configure set "])
    else { return nil }
    return argumentValue(at: start, of: name)
  }

  /// The value in `setx DB_PASSWORD …`; at the last letter of the program.
  func setxSecret(_ at: Int) -> Secret? {
    guard startsAnyCase("setx ", at: at - 3), at == 3 || !self[at - 4].isNameByte else { return nil }
    let end = end(from: at + 2) { $0 > 0x20 && !$0.isQuote }
    let name = SecretName(endingAt: end, in: self)
    guard name != .ordinary, let start = argument(after: end) else { return nil }
    return argumentValue(at: start, of: name)
  }

  /// The password in `xfreerdp /p:…` and `winrs -p:…`; at the colon.
  func attachedSecret(_ at: Int) -> Secret? {
    guard at > 2, self[at - 3] == 0x20, self[at - 2] == UInt8(ascii: "/") || self[at - 2] == UInt8(ascii: "-"),
      line(before: at - 2, holdsAny: ["xfreerdp", "wfreerdp", "wlfreerdp", "freerdp", "winrs", "wevtutil"])
    else { return nil }
    return argumentValue(at: at + 1, of: .password)
  }

  /// The words that follow in the same line, up to 8 of them.
  private func arguments(from start: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var at = start
    while words.count < 8, at < count, self[at] == 0x20 {
      at = end(from: at) { $0 == 0x20 }
      if let quoted = quotedValue(at: at) {
        if !quoted.isEmpty { words.append(quoted) }
        at = quoted.upperBound + 1
        continue
      }
      let end = Swift.min(end(from: at) { $0 > 0x20 && !$0.isQuote }, at + 256)
      guard end > at else { break }
      words.append(at..<end)
      at = end
    }
    return words
  }
}
