/// Tells cookies that say how a page looks from those that let somebody in.
extension UnsafeBufferPointer<UInt8> {
  /// Whether a header has nothing but cookies such as `theme=dark` and `lang=en`, and what belongs to `Set-Cookie`.
  func holdsOnlyPreferences(_ range: Range<Int>) -> Bool {
    guard range.count <= 512 else { return false }
    var at = range.lowerBound
    while at < range.upperBound {
      let start = end(from: at) { $0 == 0x20 || $0 == UInt8(ascii: ";") }
      let name = start..<Swift.min(range.upperBound, end(from: start, while: \.isNameByte))
      let pairEnd = Swift.min(range.upperBound, end(from: start) { $0 != UInt8(ascii: ";") })
      let value = Swift.min(name.upperBound + 1, pairEnd)..<pairEnd
      let isAttribute = Self.attributes.contains { isWord($0, name) }
      let isPreference = Self.preferences.contains { isWord($0, name) } && value.count <= 16 && readsAsName(value)
      guard isAttribute || isPreference else { return false }
      at = pairEnd
    }
    return true
  }

  private func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
    word.utf8CodeUnitCount == range.count && startsAnyCase(word, at: range.lowerBound)
  }

  private static var attributes: [StaticString] {
    ["path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "partitioned", "priority"]
  }

  private static var preferences: [StaticString] {
    [
      "theme", "mode", "lang", "language", "locale", "country", "region", "currency", "timezone", "tz", "consent",
      "cookie_consent", "cookieconsent", "color", "layout", "view", "sidebar", "font", "size",
    ]
  }
}
