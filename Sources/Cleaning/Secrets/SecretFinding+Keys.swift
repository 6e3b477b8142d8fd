/// Private keys and JSON web tokens.
extension UnsafeBufferPointer<UInt8> {
  /// A PEM block, or what is left of one that was cut. The block ends where its content stops looking like Base64, so
  /// that nobody can hide other text between the two markers.
  func privateKey(_ at: Int) -> Secret? {
    let label = end(from: at + 11) { $0 != UInt8(ascii: "-") && $0 >= 0x20 && $0 < 0x7F }
    guard label - at < 60, label >= at + 22, starts("PRIVATE KEY", at: label - 11) || starts("KEY BLOCK", at: label - 9)
    else { return nil }
    guard starts("-----", at: label), !starts("PGP PUBLIC", at: at + 11) else { return nil }
    let body = keyBodyEnd(from: label + 5)
    guard starts("-----END ", at: body) else { return Secret(range: at..<body, kind: "private key") }
    let close = end(from: body + 9) { $0 != UInt8(ascii: "-") && $0 >= 0x20 && $0 < 0x7F }
    return Secret(range: at..<Swift.min(count, starts("-----", at: close) ? close + 5 : close), kind: "private key")
  }

  /// The lines after `Private-Lines: 14` in a key file of PuTTY.
  func puttyKey(_ at: Int) -> Secret? {
    guard endsWith("private-lines", at: at) else { return nil }
    let number = end(from: at + 1) { $0 == 0x20 || $0.isDigit }
    let start = end(from: number) { $0 == 0x0A || $0 == 0x0D }
    let end = keyBodyEnd(from: start)
    return end - start >= 16 ? Secret(range: start..<end, kind: "private key") : nil
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

  func webToken(_ at: Int, _ floor: Int) -> Secret? {
    guard starts("eyJ", at: at - 2), beginsWord(at - 2, floor) else { return nil }
    let header = end(from: at) { $0.isNameByte }
    guard header - at >= 8, header < count, self[header] == UInt8(ascii: ".") else { return nil }
    let payload = end(from: header + 1) { $0.isNameByte }
    guard payload < count, self[payload] == UInt8(ascii: ".") else { return nil }
    let rest = end(from: payload + 1) { $0.isNameByte || $0 == UInt8(ascii: ".") }
    guard rest - payload > 10 else { return nil }
    return Secret(range: at - 2..<rest, kind: "JWT")
  }
}

extension UInt8 {
  fileprivate var isKeyBodyByte: Bool {
    isCredentialByte || self == UInt8(ascii: "\\") || self == UInt8(ascii: ":") || self == UInt8(ascii: ",")
  }
}
