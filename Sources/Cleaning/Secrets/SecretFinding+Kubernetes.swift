/// Objects of Kubernetes that are a text: in JSON, also inside a string, or in YAML.
extension UnsafeBufferPointer<UInt8> {
  /// The values below `data` and `stringData` of a Kubernetes secret.
  ///
  /// - Parameters:
  ///   - at: where the colon after the name stands.
  ///   - name: `data` is the name of many other things, so the object has to say what it is.
  func kubernetesSecret(_ at: Int, _ name: SecretName) -> Secret? {
    let start = end(from: at + 1) { $0 == 0x20 }
    guard start < count else { return nil }
    let isObject = self[start] == UInt8(ascii: "{")
    guard isObject || self[start] == 0x0A else { return nil }
    let isKnown = name == .everything || mentionsSecret(Swift.max(0, at - 1024)..<at)
    let reach = isKnown ? 65_536 : 4096
    let place = isObject ? objectEnd(from: start + 1, within: reach) : blockEnd(from: start, below: at, within: reach)
    guard let end = place else { return nil }
    guard isKnown || mentionsSecret(end..<Swift.min(count, end + 1024)) else { return nil }
    let first = self.end(from: start + 1) { $0 == 0x20 || $0 == 0x0A }
    return first < end && !starts("[redacted", at: first) ? Secret(range: first..<end, kind: "secret") : nil
  }

  /// Where the brace stands that closes an object of texts; nil if there is something else in it.
  private func objectEnd(from start: Int, within reach: Int) -> Int? {
    var at = start
    let last = Swift.min(count, start + reach)
    while at < last, self[at] != UInt8(ascii: "}") {
      if let text = quotedValue(at: at) {
        at = end(from: text.upperBound) { $0 == UInt8(ascii: "\\") }
      } else if self[at] == UInt8(ascii: "{") || self[at] == UInt8(ascii: "[") {
        return nil
      }
      at += 1
    }
    return Swift.min(at, count)
  }

  /// The end of the lines that are indented more than the name before a colon.
  private func blockEnd(from lineEnd: Int, below colon: Int, within reach: Int) -> Int {
    let name = start(of: colon) { $0 != 0x0A && $0 != UInt8(ascii: " ") }
    let indent = name - start(of: name) { $0 == 0x20 }
    var end = lineEnd
    while end < count, end - lineEnd < reach {
      let text = self.end(from: end + 1) { $0 == 0x20 }
      guard text < count, text - end - 1 > indent, self[text] != 0x0A else { break }
      end = self.end(from: text) { $0 != 0x0A }
    }
    return end
  }

  /// Whether `kind: Secret` stands here, with or without quotes.
  private func mentionsSecret(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      if self[at] == UInt8(ascii: "S"), starts("Secret", at: at),
        at + 6 == count || !self[at + 6].isLetter || starts("List", at: at + 6)
      {
        let colon = start(of: at) { $0 == 0x20 || $0 == UInt8(ascii: "\\") || $0.isQuote }
        let name = start(of: Swift.max(0, colon - 1)) { $0 == UInt8(ascii: "\\") || $0.isQuote }
        if colon > 0, self[colon - 1] == UInt8(ascii: ":"), endsWith("kind", at: name) { return true }
      }
      at += 1
    }
    return false
  }
}
