import JSON
import Text

extension String {
  /// The text as a JSON string. It cannot end the sentence that it stands in.
  var quoted: String { JSON.string(self).text }

  /// The text as a JSON string. A text that is longer than `length` characters is cut, and the cut is named: this is
  /// for what a person should know, not for what is to be changed.
  func quoted(upTo length: Int) -> String {
    let count = unicodeScalars.count
    guard count > length else { return quoted }
    return "\(beginning(length).quoted) (the first \(length) of \(count) characters)"
  }
}
