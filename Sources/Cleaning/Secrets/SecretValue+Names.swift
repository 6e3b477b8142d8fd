/// Tells the name of a thing from a value that was generated.
extension UnsafeBufferPointer<UInt8> {
  /// Whether a value is made of words, as `prod/db`, `my-key-name` and `web-5d4f8c7b9-x2k4z` are.
  ///
  /// - Parameter orWord: whether a single word counts as a name, too.
  func readsAsName(_ range: Range<Int>, orWord: Bool = true) -> Bool {
    guard range.count <= 256 else { return false }
    var words = 0
    var generated = 0
    var letters = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let end = Swift.min(range.upperBound, end(from: at) { $0.isLetter || $0.isDigit || $0 >= 0x80 })
      if end == at {
        guard self[at].separatesWords else { return false }
        at += 1
        continue
      }
      // The first word of a name says something. After it there may be numbers and short generated parts.
      if isWord(at..<end) {
        if !self[at].isDigit { letters += end - at }
      } else {
        guard letters > 2, end - at <= 10 else { return false }
        generated += end - at
      }
      if words == 0, self[at].isDigit, !self[range].allSatisfy({ !$0.isLetter }) { return false }
      words += 1
      at = end
    }
    guard words > 1 else { return words == 1 && orWord && isPlainWord(range) }
    return generated <= Swift.max(16, letters)
  }

  /// Letters with at most four digits after them, or four digits alone.
  private func isWord(_ range: Range<Int>) -> Bool {
    let letters = self[range].prefix { !$0.isDigit }.count
    guard letters < range.count else { return isPlainWord(range) }
    let abbreviations: [StaticString] = ["k8s", "k3s", "i18n", "l10n", "a11y", "o11y", "e2e", "b2b", "p2p"]
    if abbreviations.contains(where: { $0.utf8CodeUnitCount == range.count && starts($0, at: range.lowerBound) }) {
      return true
    }
    let digits = range.count - letters
    guard self[range].dropFirst(letters).allSatisfy(\.isDigit) else { return false }
    return digits <= 4 && (letters == 0 || isPlainWord(range.lowerBound..<range.lowerBound + letters))
  }

  /// Whether letters of both cases are mixed as in no word: with many consonants in a row, or with capitals in a row at
  /// several places.
  func isScrambled(_ range: Range<Int>) -> Bool {
    guard range.count >= 10, range.count <= 64, self[range].allSatisfy(\.isLetter) else { return false }
    var (consonants, mostConsonants, turns, capitals, runsOfCapitals) = (0, 0, 0, 0, 0)
    for at in range {
      consonants = self[at].isVowel ? 0 : consonants + 1
      mostConsonants = Swift.max(mostConsonants, consonants)
      if at > range.lowerBound, self[at].isSmallLetter != self[at - 1].isSmallLetter { turns += 1 }
      capitals = self[at].isCapitalLetter ? capitals + 1 : 0
      if capitals == 2 { runsOfCapitals += 1 }
    }
    return turns > 2 && (mostConsonants >= 6 || runsOfCapitals > 1)
  }

  /// Letters as people write them in one word, such as `StripeApiKey`: not too many, and hardly any part of one letter.
  private func isPlainWord(_ range: Range<Int>) -> Bool {
    guard range.count < 24, self[range].allSatisfy({ !$0.isDigit }) else { return self[range].allSatisfy(\.isDigit) }
    guard range.count >= 10 else { return true }
    var short = 0
    var start = range.lowerBound
    for at in range.dropFirst() {
      let isNext = at + 1 < range.upperBound && self[at + 1].isSmallLetter
      guard self[at].isCapitalLetter, self[at - 1].isSmallLetter || isNext else { continue }
      if at - start == 1 || at - start == 2 && self[start + 1].isSmallLetter { short += 1 }
      start = at
    }
    return short < 2
  }
}

extension UInt8 {
  fileprivate var isVowel: Bool {
    switch lowercased {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      true
    default: false
    }
  }

  fileprivate var isSmallLetter: Bool { isLetter && self & 0x20 != 0 }

  fileprivate var isCapitalLetter: Bool { isLetter && self & 0x20 == 0 }

  fileprivate var separatesWords: Bool {
    switch self {
    case 0x20, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "@"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
