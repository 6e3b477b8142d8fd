import JSON
import Text

/// Why a value is not what an argument takes. Without a reason, the argument says what it expected.
package struct Mismatch: Error {
  /// The reason; nil where the type says what was expected.
  package let reason: String?

  /// A mismatch, with a reason in words that follow the argument's name.
  package init(_ reason: String? = nil) {
    self.reason = reason
  }
}

extension JSON {
  /// The value as an error message shows it, cut so that the message stays readable.
  var shown: String {
    let text = text
    let length = text.unicodeScalars.count
    return length <= 80 ? text : "\(text.beginning(80))… (\(length) characters)"
  }
}
