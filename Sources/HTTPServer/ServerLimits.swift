/// What one client, and all of them together, may cost.
package struct Limits: Sendable {
  /// Longest request line; more is answered 414.
  package var requestLineBytes = 8 << 10
  /// All header lines of a request together, trailers likewise; more is answered 431.
  package var headerBytes = 32 << 10
  package var headerCount = 100
  /// Largest body; more is answered 413.
  package var bodyBytes = 4 << 20
  /// Bodies of all requests that are being read or answered; more is answered 503.
  package var allBodiesBytes = 256 << 20
  /// Bytes of further requests that are kept while one is answered; then the connection is not read until it is done,
  /// and that the client goes is noticed only when an answer cannot be sent.
  package var pipelinedBytes = 16 << 10
  /// A streaming handler waits while more than this is unsent.
  package var unsentBytes = 1 << 20
  /// More connections than this are answered 503 and closed at once.
  package var connections = 4_096

  /// How long a connection may stay open between requests.
  package var idleTime = Duration.seconds(75)
  /// From the first byte of a request to the end of its header.
  package var headerTime = Duration.seconds(10)
  /// From the end of the header to the end of the body.
  package var bodyTime = Duration.seconds(60)
  /// How long a client may take nothing of an answer that waits for it.
  package var stallTime = Duration.seconds(30)
  /// How long input is thrown away after an answer that came before the end of its request, see `Connection`.
  package var lingerTime = Duration.seconds(2)

  package init() {}

  var shortestTime: Duration {
    min(idleTime, headerTime, bodyTime, stallTime, lingerTime)
  }
}
