import JSON

/// The result of a call.
package struct ToolResult: Sendable {
  /// The text that the model reads: a JSON object, or an error in words.
  package let text: [UInt8]
  /// Whether the call failed.
  package let isError: Bool
  /// Why it failed, where that is one of the reasons that others need to know.
  package var reason: FailureReason?
  /// The number of items or rows that it shows.
  var rows: Int?
  /// What a person must be asked first; there is no result then.
  var question: JSON.Object?

  /// The result of tools/call. Hosts read either the text or the structure, so both say the same.
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
