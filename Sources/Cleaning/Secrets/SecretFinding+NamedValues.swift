/// Secrets that are known by the name before them: `password=…`, `"apiKey": "…"`, `Cookie: …`.
extension UnsafeBufferPointer<UInt8> {
  /// The secret that the `=` or `:` at a place gives to a name.
  func assignedSecret(_ at: Int) -> Secret? {
    guard at > 1, at + 1 < count else { return nil }
    let isEqual = self[at] == UInt8(ascii: "=")
    if [UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "/")].contains(self[at + 1]) { return nil }
    // `:=`, `?=` and `||=` assign, too; `==` and `!=` do not.
    let sign = isEqual ? start(of: at) { $0 == 0x3A || $0 == 0x3F || $0 == 0x7C } : at
    var nameEnd = sign
    while nameEnd > sign - 3, nameEnd > 0, self[nameEnd - 1] == 0x20 { nameEnd -= 1 }
    let isSpaced = nameEnd < sign
    // Code may write `headers["X-Api-Key"] = "…"`, and forms `user[password]=…`.
    if isEqual, nameEnd > 0, self[nameEnd - 1] == UInt8(ascii: "]") { nameEnd -= 1 }
    var isQuotedName = false
    if nameEnd > 0, self[nameEnd - 1].isQuote {
      isQuotedName = true
      nameEnd -= 1
      while nameEnd > 0, self[nameEnd - 1] == UInt8(ascii: "\\") { nameEnd -= 1 }
    }
    let name = nameOfValue(nameEnd)
    guard name != .ordinary, isEqual || isQuotedName || !isPartOfPath(nameEnd) else { return unnamedToken(after: at) }

    if name == .kubernetesData || name == .everything, let secret = kubernetesSecret(at, name) { return secret }
    guard name != .kubernetesData else { return unnamedToken(after: at) }
    var start = at + 1
    if isEqual, self[start] == UInt8(ascii: ">") { start += 1 }
    while start < count, start < at + 6, self[start] == 0x20 { start += 1 }
    if start < count, self[start] == UInt8(ascii: "$"), let hash = unnamedToken(after: at) { return hash }
    // SQL and Python mark some texts by a letter: `N'…'`, `b'…'`.
    if start + 1 < count, self[start].isLetter, self[start + 1].isQuote { start += 1 }
    if let quoted = quotedValue(at: start) {
      return !isQuotedName && closesText(quoted.lowerBound, named: nameEnd) ? nil : secretValue(quoted, of: name)
    }
    guard !isQuotedName else { return unquotedNumber(from: start, of: name) }
    if name == .authorization { return schemeCredentials(start..<Swift.min(count, start + 4096)) }
    if name == .cookie {
      guard self[start..<Swift.min(count, start + 128)].contains(UInt8(ascii: "=")) else { return nil }
      return secretValue(start..<headerEnd(from: start), of: name)
    }
    return bareSecret(from: start, of: name, isTight: isEqual && !isSpaced && start == at + 1)
  }

  /// A token that begins after a `=` or `:`, or after the space or the quote that follows it.
  @inline(__always)
  private func unnamedToken(after at: Int) -> Secret? {
    var start = at + 1
    if start < count, self[start] == 0x20 { start += 1 }
    if start < count, self[start].isQuote { start += 1 }
    return start < count ? valueToken(at: start, start) : nil
  }

  /// What the name that ends here says about its value. `value` says nothing itself: in
  /// `"name":"DB_PASSWORD","value":…` and `<add key="DbPassword" value=…` the name stands before it.
  @inline(__always)
  private func nameOfValue(_ end: Int) -> SecretName {
    let name = SecretName(endingAt: end, in: self)
    guard name == .ordinary, end > 12, self[end - 1] == UInt8(ascii: "e"), self[end - 2] == UInt8(ascii: "u") else {
      return name
    }
    return endsWith("value", at: end) ? pairedName(end) : name
  }

  private func pairedName(_ end: Int) -> SecretName {
    let least = Swift.max(0, end - 160)
    var at = end - 6
    while at > least, !self[at].delimitsObject {
      if self[at] == UInt8(ascii: ":") || self[at] == UInt8(ascii: "=") {
        let nameEnd = start(of: at) { $0.isQuote || $0 == UInt8(ascii: "\\") || $0 == 0x20 }
        if endsWith("name", at: nameEnd) || endsWith("key", at: nameEnd) {
          var start = at + 1
          while start < end, self[start] == 0x20 { start += 1 }
          // YAML needs no quotes.
          let wordEnd = self.end(from: start, while: \.isNameByte)
          if wordEnd < end, self[wordEnd] == 0x0A { return SecretName(endingAt: wordEnd, in: self) }
          guard let quoted = quotedValue(at: start), quoted.upperBound < end else { return .ordinary }
          return SecretName(endingAt: quoted.upperBound, in: self)
        }
      }
      at -= 1
    }
    return .ordinary
  }

  /// Whether the quote before a place ends a text that begins before a name, as in `grep "password=" /var/www`: what
  /// follows is no value.
  private func closesText(_ after: Int, named nameEnd: Int) -> Bool {
    guard after < count, self[after].followsText else { return after == count }
    let quote = self[after - 1]
    let slashes = after - 1 - self.start(of: after - 1) { $0 == UInt8(ascii: "\\") }
    var quotes = 0
    var at = nameEnd
    while at > 0, nameEnd - at < 256, self[at - 1] != 0x0A {
      at -= 1
      guard self[at] == quote else { continue }
      let first = self.start(of: at) { $0 == UInt8(ascii: "\\") }
      if at - first == slashes { quotes += 1 }
      at = first
    }
    return quotes % 2 == 1
  }

  /// Whether the word that ends here is a part of an ARN or the like: `…:secret:prod/db`. The flags of Windows begin
  /// with a slash, too, but have a space before it.
  private func isPartOfPath(_ wordEnd: Int) -> Bool {
    let start = start(of: wordEnd, while: \.isNameByte)
    guard start > 0 else { return false }
    return self[start - 1] == UInt8(ascii: ":")
      || self[start - 1] == UInt8(ascii: "/") && start > 1 && self[start - 2] != 0x20
  }

  /// A value without quotes. Where spaces surround the `=` or `:`, the text may be prose or code, so there only a value
  /// with a digit or sign in it counts as a secret.
  func bareSecret(from start: Int, of name: SecretName, isTight: Bool) -> Secret? {
    guard start < count, !self[start].beginsPlaceholder else { return nil }
    var end = start
    while end < count, end - start < 4096, !self[end].endsBareValue { end += 1 }
    let isIdentifier = self[start..<end].allSatisfy { $0.isNameByte || $0 == UInt8(ascii: ".") }
    let opensCall = end < count && [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(self[end])
    guard !(opensCall && isIdentifier) else { return nil }
    while end > start, [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!")].contains(self[end - 1]) { end -= 1 }
    let isWord = self[start..<end].allSatisfy { $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    if isWord {
      let closesCall = end < count && self[end] == UInt8(ascii: ")")
      // `password=row.password` passes a variable on.
      guard isTight || name == .password && isScrambled(start..<end), !closesCall,
        SecretName(endingAt: end, in: self) == .ordinary,
        !self[start..<end].dropLast().contains(UInt8(ascii: "."))
      else { return nil }
    }
    return secretValue(start..<end, of: name)
  }

  /// A number in JSON that stands for a password. Other secrets are never numbers, but counts and ids are.
  private func unquotedNumber(from start: Int, of name: SecretName) -> Secret? {
    let end = end(from: start, while: \.isDigit)
    guard name == .password, end - start >= 6, end == count || self[end].endsBareValue else { return nil }
    return Secret(range: start..<end, kind: name.kind)
  }

  /// The end of a header's line, which may stand inside a quoted string.
  private func headerEnd(from start: Int) -> Int {
    var end = start
    while end < count, end - start < 4096, self[end] >= 0x20, !self[end].isQuote, self[end] != UInt8(ascii: "\\") {
      end += 1
    }
    return end
  }

  /// What stands in the quotes that begin here; nil where none begin.
  func quotedValue(at start: Int) -> Range<Int>? {
    let slashes = end(from: start) { $0 == UInt8(ascii: "\\") } - start
    guard start + slashes < count, self[start + slashes].isQuote else { return nil }
    let first = start + slashes + 1
    return closingQuote(of: first, slashes: slashes).map { first..<$0 }
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
}

extension UInt8 {
  /// Whether code or a command line goes on with this after a text in quotes.
  fileprivate var followsText: Bool {
    switch self {
    case 0x00...0x20, UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ";"),
      UInt8(ascii: "|"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  /// Whether an object in JSON or an element in XML begins or ends here.
  fileprivate var delimitsObject: Bool {
    self == UInt8(ascii: "{") || self == UInt8(ascii: "}") || self == UInt8(ascii: "<") || self == UInt8(ascii: ">")
  }

  var endsBareValue: Bool {
    switch self {
    case 0x00...0x20, 0x7F, UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }
}
