import JSON

/// What a call came to: the text that the model reads, a JSON object unless it is an error.
package struct ToolResult: Sendable {
  package let text: [UInt8]
  package let isError: Bool
  /// Whether it is an error because what was asked for does not exist.
  var isNotFound = false
  /// Items or rows shown.
  var rows: Int?
  /// What a person must be asked first, instead of a result.
  var question: JSON.Object?

  /// The result of tools/call: hosts read either the text or the structure, so both say the same.
  func body(hasStructure: Bool) -> [UInt8] {
    var writer = JSONWriter(capacity: 2 * text.count + text.count / 4 + 128)
    writer.raw(#"{"content":[{"type":"text","text":"#)
    writer.writeString(utf8: text)
    writer.raw("}]")
    if hasStructure && !isError {
      writer.raw(#","structuredContent":"#)
      writer.raw(text)
    }
    writer.raw(isError ? #","isError":true}"# : #","isError":false}"#)
    return writer.bytes
  }
}
