package import JSON

/// One call of a tool, as the protocol knows it.
package struct ToolCall: Sendable {
  package let tool: String
  package let arguments: JSON.Object
  package let request: Request?
  package let deadline: ContinuousClock.Instant
  private let evidence: CallRecord?

  package var progress: CallProgress? { request?.progress }

  init(
    tool: String, arguments: JSON.Object, request: Request?, deadline: ContinuousClock.Instant,
    evidence: CallRecord? = nil
  ) {
    (self.tool, self.arguments, self.request, self.deadline) = (tool, arguments, request, deadline)
    self.evidence = evidence
  }

  /// Adds what was exchanged with the instance to the evidence of the call.
  package func record(_ exchange: @autoclosure () -> JSON) {
    evidence?.add(exchange())
  }
}
