/// Secrets that are known by the name before them: `password=…`, `"apiKey": "…"`, `Cookie: …`.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that the `=` or `:` at a place gives to a name.
  func assignedSecret(_ at: Int) -> Secret? {
    guard at > 2, at + 1 < count else { return nil }
    let isEqual = self[at] == UInt8(ascii: "=")
    if [UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "/")].contains(self[at + 1]) { return nil }
    var nameEnd = at
    while nameEnd > at - 3, nameEnd > 0, self[nameEnd - 1] == 0x20 { nameEnd -= 1 }
    let isSpaced = nameEnd < at
    var isQuotedName = false
    if nameEnd > 0, self[nameEnd - 1].isQuote {
      isQuotedName = true
      nameEnd -= 1
      while nameEnd > 0, self[nameEnd - 1] == UInt8(ascii: "\\") { nameEnd -= 1 }
    }
    guard nameEnd > 0, self[nameEnd - 1].isLetter else { return nil }
    let name = SecretName(endingAt: nameEnd, in: self)
    guard name != .ordinary, isEqual || isQuotedName || !isPartOfPath(nameEnd) else { return nil }

    var start = at + 1
    if isEqual, self[start] == UInt8(ascii: ">") { start += 1 }
    while start < count, start < at + 6, self[start] == 0x20 { start += 1 }
    let slashes = end(from: start) { $0 == UInt8(ascii: "\\") } - start
    if start + slashes < count, self[start + slashes].isQuote {
      let first = start + slashes + 1
      guard let last = closingQuote(of: first, slashes: slashes) else { return nil }
      return secretValue(first..<last, of: name)
    }
    guard !isQuotedName else { return nil }
    if name == .authorization { return schemeCredentials(start..<Swift.min(count, start + 4096)) }
    if name == .cookie {
      guard self[start..<Swift.min(count, start + 128)].contains(UInt8(ascii: "=")) else { return nil }
      return secretValue(start..<headerEnd(from: start), of: name)
    }
    return bareSecret(from: start, of: name, isTight: isEqual && !isSpaced && start == at + 1)
  }

  /// Whether the word that ends here is a part of an ARN or the like: `…:secret:prod/db`.
  private func isPartOfPath(_ wordEnd: Int) -> Bool {
    var at = wordEnd
    while at > 0, wordEnd - at < 64, self[at - 1].isNameByte { at -= 1 }
    return at > 0 && (self[at - 1] == UInt8(ascii: ":") || self[at - 1] == UInt8(ascii: "/"))
  }

  /// The part of a field's value that has to be redacted because of the field's name.
  func secretValue(_ range: Range<Int>, of name: SecretName) -> Secret? {
    if name == .authorization { return schemeCredentials(range) }
    let isSecret =
      switch name {
      case .ordinary, .authorization: false
      case .credential: !range.isEmpty && !starts("[redacted", at: range.lowerBound)
      case .cookie: self[range].prefix(128).contains(UInt8(ascii: "=")) && !isPlaceholder(range)
      case .password, .secret, .key, .token: range.count >= 6 && !isPlaceholder(range)
      }
    return isSecret ? Secret(range: range, kind: name.kind) : nil
  }

  /// The credentials after the name of a scheme; the name stays because it is evidence. Signatures of AWS requests and
  /// digests stay, too: they say who signed what, and nobody can use them again.
  private func schemeCredentials(_ range: Range<Int>) -> Secret? {
    let scheme = self[range].firstIndex { !$0.isNameByte } ?? range.upperBound
    if scheme == range.upperBound {
      let value = self[range]
      guard range.count >= 16, value.contains(where: \.isDigit), value.contains(where: \.isLetter) else { return nil }
      return Secret(range: range, kind: "authorization")
    }
    guard self[scheme] == 0x20 else {
      let end = Swift.min(range.upperBound, end(from: range.lowerBound) { $0.isCredentialByte })
      guard end - range.lowerBound >= 16, self[range.lowerBound..<end].contains(where: \.isDigit) else { return nil }
      return Secret(range: range.lowerBound..<end, kind: "authorization")
    }
    let start = scheme + 1
    let end = Swift.min(range.upperBound, end(from: start) { $0.isCredentialByte })
    guard end - start >= 6, !isPlaceholder(start..<end) else { return nil }
    if startsAnyCase("bearer ", at: range.lowerBound) { return Secret(range: start..<end, kind: "bearer token") }
    if startsAnyCase("basic ", at: range.lowerBound) { return Secret(range: start..<end, kind: "basic credentials") }
    guard end - start >= 16, self[start..<end].contains(where: \.isDigit), !starts("Credential=", at: start) else {
      return nil
    }
    return Secret(range: start..<end, kind: "authorization")
  }

  /// A value without quotes. Where spaces surround the `=` or `:`, the text may be prose or code, so there only a value
  /// with a digit or sign in it counts as a secret.
  private func bareSecret(from start: Int, of name: SecretName, isTight: Bool) -> Secret? {
    var end = start
    while end < count, end - start < 4096, !self[end].endsBareValue { end += 1 }
    var isCall = end < count && [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(self[end])
    while end > start, [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!")].contains(self[end - 1]) { end -= 1 }
    let isWord = self[start..<end].allSatisfy { $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    if end < count, self[end] == UInt8(ascii: ")"), isWord { isCall = true }
    guard !isCall, isTight || !isWord else { return nil }
    return secretValue(start..<end, of: name)
  }

  /// The end of a header's line, which may stand inside a quoted string.
  private func headerEnd(from start: Int) -> Int {
    var end = start
    while end < count, end - start < 4096, self[end] >= 0x20, !self[end].isQuote, self[end] != UInt8(ascii: "\\") {
      end += 1
    }
    return end
  }

  /// The end of a quoted value, before the quote that closes it. JSON inside JSON escapes its quotes, so the closing
  /// quote has as many backslashes before it as the opening one.
  private func closingQuote(of start: Int, slashes: Int) -> Int? {
    let quote = self[start - 1]
    var run = 0
    var at = start
    while at < count {
      if self[at] == quote, run % (2 * (slashes + 1)) == slashes { return at - slashes }
      run = self[at] == UInt8(ascii: "\\") ? run + 1 : 0
      at += 1
      if at - start > 4096 { return nil }
    }
    return count
  }

  /// Whether a value is no secret but a flag, a reference to a secret, or a mask.
  private func isPlaceholder(_ range: Range<Int>) -> Bool {
    guard let first = self[range].first else { return true }
    if [UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "%")].contains(first) {
      return true
    }
    let isMask = !first.isLetter && !first.isDigit || first | 0x20 == UInt8(ascii: "x")
    if isMask, self[range].allSatisfy({ $0 == first }) { return true }
    let references: [StaticString] = [
      "arn:", #"\u{"#, "http://", "https://", "hidden", "redacted", "masked", "filtered",
    ]
    if references.contains(where: { startsAnyCase($0, at: range.lowerBound) }) { return true }
    let flags: [StaticString] = [
      "enabled", "disabled", "required", "optional", "expired", "changed", "invalid", "unknown", "active", "inactive",
      "success", "failure", "failed", "incorrect", "default", "string", "missing", "rotated", "notset", "not_set",
    ]
    return flags.contains { $0.utf8CodeUnitCount == range.count && startsAnyCase($0, at: range.lowerBound) }
  }
}

extension UInt8 {
  fileprivate var endsBareValue: Bool {
    switch self {
    case 0x00...0x20, 0x7F, UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }
}
