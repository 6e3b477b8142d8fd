import JSON

/// Why a value is not what an argument takes; without a reason, the argument says what it expected.
package struct Mismatch: Error {
  let reason: String?

  package init(_ reason: String? = nil) {
    self.reason = reason
  }
}

extension JSON {
  /// The value as an error message shows it: short, so that the message stays readable.
  var shown: String {
    let text = text
    return text.count <= 80 ? text : "\(text.prefix(80))… (\(text.count) characters)"
  }
}
