import Text

extension String {
  /// Whether it contains a text, without regard to case. It contains every absent or empty text.
  func mentions(_ text: String?) -> Bool {
    guard let text, !text.isEmpty else { return true }
    return lowercased().containsBytes(of: text.lowercased())
  }
}
