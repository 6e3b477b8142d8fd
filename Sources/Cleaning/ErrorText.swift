package import JSON

/// Keeps the text of errors short, whatever they quote: a failed query or a hostile caller can bring megabytes.
package enum ErrorText {
  /// The length of the longest text, in characters (Unicode scalars).
  package static let longest = 2_000

  /// The end that is kept of a longer text: the next step stands there.
  private static let longestEnd = 600

  /// The text; where it is too long, its beginning, which says what was wrong, and its end.
  package static func bounded(_ text: String, to longest: Int = longest) -> String {
    guard text.utf8.count > longest else { return text }
    let scalars = text.unicodeScalars
    let count = scalars.count
    guard count > longest else { return text }
    let end = min(longestEnd, longest / 3)
    // The note takes less than 50 characters.
    let start = longest - end - 50
    return
      "\(String(scalars.prefix(start)))… (\(count - start - end) characters left out) …\(String(scalars.suffix(end)))"
  }

  /// Facts for a program; where they are too long, with shorter strings. They are left out if that is not enough.
  package static func bounded(_ facts: JSON) -> JSON? {
    if facts.bytes.count <= longest { return facts }
    let short = shortened(facts)
    return short.bytes.count <= longest ? short : nil
  }

  private static func shortened(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(bounded(text, to: 300))
    case .array(let values): .array(values.map(shortened))
    case .object(let object):
      .object(JSON.Object(unique: object.members.map { JSON.Member($0.key, shortened($0.value)) }))
    default: value
    }
  }
}
