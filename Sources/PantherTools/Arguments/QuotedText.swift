import JSON

extension String {
  /// The text as a JSON string. It cannot end the sentence that it stands in.
  var quoted: String { JSON.string(self).text }

  /// The text as a JSON string. A text that is longer than `length` characters is cut, and the cut is named.
  func quoted(upTo length: Int) -> String {
    let shown = String(prefix(length)).quoted
    return count > length ? "\(shown) (the first \(length) of \(count) characters)" : shown
  }
}
