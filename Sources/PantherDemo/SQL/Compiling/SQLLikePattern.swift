/// The patterns of LIKE.
enum SQLLikePattern {
  /// Whether a text fits a pattern, in which `%` stands for any text and `_` for one character.
  ///
  /// A backslash before either takes away its meaning.
  static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var (position, place) = (0, 0)
    var retry: (position: Int, place: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == "%" {
        retry = (position, place + 1)
        place += 1
        continue
      }
      if place < pattern.count {
        let isEscaped = pattern[place] == "\\" && place + 1 < pattern.count
        let wanted = isEscaped ? pattern[place + 1] : pattern[place]
        if wanted == text[position] || (!isEscaped && wanted == "_") {
          position += 1
          place += isEscaped ? 2 : 1
          continue
        }
      }
      guard let back = retry else { return false }
      retry = (back.position + 1, back.place)
      (position, place) = (back.position + 1, back.place)
    }
    return pattern[place...].allSatisfy { $0 == "%" }
  }
}
