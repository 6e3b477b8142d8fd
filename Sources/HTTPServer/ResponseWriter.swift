/// Answers one request: once with `respond`, or with `stream`, any number of `send` and `finish`.
package struct ResponseWriter: Sendable {
  /// The client closed the connection, or the answer was finished before.
  package struct Gone: Error {}

  let connection: Connection
  let turn: Int

  /// Sends a whole answer; what happens when the client is gone is nothing.
  package func respond(_ response: Response) async {
    await connection.respond(response, turn: turn)
  }

  /// Begins an answer of unknown length: chunked, or for HTTP/1.0 up to the end of the connection.
  package func stream(status: Int = 200, headers: Headers) async throws(Gone) {
    try await connection.stream(status, headers, turn: turn)
  }

  /// Sends bytes of a stream at once; waits while more than `Limits.unsentBytes` were not taken by the client.
  package func send(_ bytes: [UInt8]) async throws(Gone) {
    try await connection.send(bytes, turn: turn)
  }

  /// Ends a stream.
  package func finish() async {
    await connection.finish(turn: turn)
  }
}
