/// One HTTP request that was made and what came of it, for a log: nothing in it is secret or tenant data but ids.
package struct Exchange: Sendable {
  package let method: HTTPRequest.Method
  /// Path without the query.
  package let path: String
  /// Nil when there was no answer.
  package let status: Int?
  /// What the answer's `x-request-id` or a like header says.
  package let requestID: String?
  package let duration: Duration
  /// From 1.
  package let attempt: Int
}
