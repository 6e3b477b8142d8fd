/// Writes the response to one request: either `respond` once, or `stream`, any number of `send`, and `finish`.
package struct ResponseWriter: Sendable {
  /// The client closed the connection, or the response was finished before.
  package struct Gone: Error {}

  let connection: Connection
  /// The number of the request on its connection, so that a writer kept too long cannot write into a later response.
  let turn: Int
  /// Further fields of the response.
  private var headers: Headers = [:]

  init(connection: Connection, turn: Int) {
    (self.connection, self.turn) = (connection, turn)
  }

  /// The same writer, which adds header fields to the response.
  package func with(_ headers: Headers) -> ResponseWriter {
    var writer = self
    writer.headers.add(headers)
    return writer
  }

  /// Sends a whole response. If the client is gone, nothing happens.
  package func respond(_ response: WebResponse) async {
    await connection.respond(response.with(headers), turn: turn)
  }

  /// Begins a response of unknown length. It is chunked; for HTTP/1.0 it lasts until the connection is closed.
  package func stream(status: Int = 200, headers: Headers) async throws(Gone) {
    var all = headers
    all.add(self.headers)
    try await connection.stream(status, all, turn: turn)
  }

  /// Sends bytes of a stream at once. It waits while the client has left more than `ServerLimits.unsentBytes` untaken.
  package func send(_ bytes: [UInt8]) async throws(Gone) {
    try await connection.send(bytes, turn: turn)
  }

  /// Ends a stream.
  package func finish() async {
    await connection.finish(turn: turn)
  }
}
