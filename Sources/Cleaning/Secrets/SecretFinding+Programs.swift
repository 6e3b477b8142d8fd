/// Secrets in the command lines of programs that take a password without a flag.
extension UnsafeBufferPointer<UInt8> {
  /// The password in `sqlplus user/password@db`; at the `p` of the program's name.
  func sqlplusSecret(_ at: Int) -> Secret? {
    guard starts("sqlplus", at: at - 3) else { return nil }
    let name = end(from: at + 4) { $0.isLetter || $0 == UInt8(ascii: ".") }
    for argument in arguments(from: name) {
      guard let slash = self[argument].firstIndex(of: UInt8(ascii: "/")), slash > argument.lowerBound,
        let sign = self[argument].lastIndex(of: UInt8(ascii: "@")), sign > slash
      else { continue }
      return secretValue(slash + 1..<sign, of: .password)
    }
    return nil
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

  /// The same at the name of the program.
  func netSecret(at start: Int) -> Secret? {
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

  /// The words that follow in the same line, up to 8 of them.
  private func arguments(from start: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var at = start
    while words.count < 8, at < count, self[at] == 0x20 {
      at = end(from: at) { $0 == 0x20 }
      let end = Swift.min(end(from: at) { $0 > 0x20 && !$0.isQuote }, at + 256)
      guard end > at else { break }
      words.append(at..<end)
      at = end
    }
    return words
  }
}
