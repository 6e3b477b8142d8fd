/// Secrets that one command of a line writes into the next.
extension UnsafeBufferPointer<UInt8> {
  /// The secret in `echo hunter22 | sudo -S …` and `"hunter22" | ConvertTo-SecureString …`; at the program that reads
  /// it.
  ///
  /// - Parameter hasUser: whether the name of a user and a colon stand before it, as in what `chpasswd` reads.
  func pipedSecret(into program: Int, hasUser: Bool = false) -> Secret? {
    let reach = Swift.max(0, program - 128)
    var pipe = program - 1
    while pipe > reach, self[pipe] != UInt8(ascii: "|") {
      guard self[pipe] >= 0x20 else { return nil }
      pipe -= 1
    }
    guard pipe > reach else { return nil }
    var at = pipe - 1
    while at >= Swift.max(0, pipe - 256), self[at] >= 0x20, self[at] != UInt8(ascii: "|") {
      if let value = writtenText(at, before: pipe) {
        let colon = hasUser ? self[value].firstIndex(of: UInt8(ascii: ":")) : nil
        return secretValue((colon.map { $0 + 1 } ?? value.lowerBound)..<value.upperBound, of: .password)
      }
      at -= 1
    }
    let start = at + 1
    guard start < pipe, let value = quotedValue(at: start), value.upperBound < pipe else { return nil }
    return secretValue(value, of: .password)
  }

  /// What the `echo` or `printf` that begins here writes.
  private func writtenText(_ at: Int, before pipe: Int) -> Range<Int>? {
    guard startsAnyCase("echo ", at: at) || starts("printf ", at: at), at == 0 || !self[at - 1].isNameByte else {
      return nil
    }
    var start = end(from: at) { $0 != 0x20 } + 1
    while start + 2 < pipe, self[start] == UInt8(ascii: "-"), self[start + 2] == 0x20 { start += 3 }
    let value = quotedValue(at: start) ?? start..<argumentEnd(from: start)
    return value.upperBound < pipe ? value : nil
  }

  /// The secret in `ConvertTo-SecureString "hunter22" -AsPlainText`; at the hyphen of the name.
  func secureString(_ at: Int) -> Secret? {
    guard startsAnyCase("-securestring", at: at), endsWith("convertto", at: at) else { return nil }
    var start = end(from: at + 13) { $0 == 0x20 }
    while start + 1 < count, self[start] == UInt8(ascii: "-"), self[start + 1].isLetter {
      start = end(from: end(from: start) { $0 > 0x20 }) { $0 == 0x20 }
    }
    guard start < count, start > at + 13, let secret = argumentValue(at: start, of: .password) else {
      return pipedSecret(into: at - 9)
    }
    return secret
  }
}
