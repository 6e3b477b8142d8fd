import JSON

/// A value as a person is shown it: never longer than that without a word about the rest.
func quoted(_ text: String, _ length: Int) -> String {
  let shown = JSON.string(String(text.prefix(length))).text
  return text.count > length ? "\(shown) (the first \(length) of \(text.count) characters)" : shown
}
