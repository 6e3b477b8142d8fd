/// The names of tools, prompts and arguments, made from the names of Swift types and properties.
package enum Names {
  /// `StartAIAlertTriage` -> start, AI, alert, triage; `alertIDs` -> alert, IDs.
  ///
  /// It works on bytes, because it runs for every argument of every tool before the first answer. All our names are
  /// ASCII.
  static func words(_ name: String) -> [String] {
    let letters = Array(name.utf8)
    var words: [String] = []
    var start = 0
    func endWord(at end: Int) {
      let word = letters[start..<end]
      let isPlain = !word.dropFirst().contains(where: \.isUppercase)
      words.append(
        String(decoding: isPlain ? word.map { $0.isUppercase ? $0 | 0x20 : $0 } : Array(word), as: UTF8.self))
      start = end
    }
    for index in letters.indices.dropFirst() where letters[index].isUppercase {
      let next = index + 1 < letters.count ? letters[index + 1] : nil
      let isPlural = next == UInt8(ascii: "s") && (index + 2 == letters.count || letters[index + 2].isUppercase)
      if !letters[index - 1].isUppercase || next?.isLowercase == true && !isPlural { endWord(at: index) }
    }
    endWord(at: letters.count)
    return words
  }

  /// `GetAlert` -> `get_alert`.
  static func snake(_ name: String) -> String {
    words(name).map { $0.lowercased() }.joined(separator: "_")
  }

  /// `GetAlert` -> `get-alert`.
  static func kebab(_ name: String) -> String {
    words(name).map { $0.lowercased() }.joined(separator: "-")
  }

  /// `GetAlert` -> `Get alert`.
  static func title(_ name: String) -> String {
    let sentence = words(name).joined(separator: " ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  /// The longest names in bytes that are compared. The time is the product of their lengths.
  private static let longest = 100

  /// The candidate that a mistyped name probably means: at most a third of its letters, or one letter, differ; or both
  /// begin alike; or one name contains the other. Nil when nothing is near.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    guard name.utf8.count <= longest else { return nil }
    let name = name.lowercased()
    let ranked = candidates.lazy.filter { $0.utf8.count <= longest }
      .map { (distance(name, $0.lowercased()), $0) }.sorted { $0 < $1 }
    if let (distance, candidate) = ranked.first, distance <= max(1, min(name.count, candidate.count) / 3) {
      return candidate
    }
    let close = ranked.map(\.1)
    // `id` for `alert_id`, `severity` for `severities`.
    if let longer = close.first(where: { $0.hasSuffix("_\(name)") }) { return longer }
    if name.count > 4, let other = close.first(where: { $0.hasPrefix(name.dropLast()) }) { return other }
    guard name.count > 2 else { return nil }
    return close.first { $0.contains(name) || ($0.count > 2 && name.contains($0)) }
  }

  /// The number of letters to insert, remove or replace (Levenshtein).
  package static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let substitution = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

extension UInt8 {
  fileprivate var isUppercase: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  fileprivate var isLowercase: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}
