package import JSON

/// A call that an answer names, for the model to make next.
package struct NextCall: Sendable {
  let tool: String
  let arguments: JSON.Object

  /// - Parameters:
  ///   - tool: the name of the tool.
  ///   - arguments: what to call it with.
  package init(_ tool: String, _ arguments: JSON.Object) {
    self.tool = tool
    self.arguments = arguments
  }

  /// The call as an answer shows it: `get_alert {"alert_id":"…"}`.
  package var text: String { "\(tool) \(JSON.object(arguments).text)" }
}
