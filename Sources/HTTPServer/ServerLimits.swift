/// How much memory and time one client, and all clients together, may cost.
package struct ServerLimits: Sendable {
  /// The longest request line in bytes; a longer one is answered 414.
  package var requestLineBytes = 8 << 10
  /// The most bytes that all header lines of a request may have together; more is answered 431. The same limit holds
  /// for the trailer of a chunked body.
  package var headerBytes = 32 << 10
  /// The most header lines of a request; more is answered 431.
  package var headerCount = 100
  /// The largest body in bytes; a larger one is answered 413.
  package var bodyBytes = 4 << 20
  /// The most bytes of all bodies that are being read or answered; more is answered 503.
  package var allBodiesBytes = 256 << 20
  /// The most bytes of further requests that are kept while one is answered.
  ///
  /// Beyond it the connection is not read until the answer is complete, and if the client goes away in that time, the
  /// server notices it only when it cannot send.
  package var pipelinedBytes = 16 << 10
  /// A handler that streams has to wait while more bytes than this are unsent.
  package var unsentBytes = 1 << 20
  /// The most open connections; a client beyond them is answered 503, and its connection is closed at once.
  package var connections = 4_096

  /// How long a connection may stay open between requests.
  package var idleTime = Duration.seconds(75)
  /// The longest time from the first byte of a request to the end of its header.
  package var headerTime = Duration.seconds(10)
  /// The longest time from the end of the header to the end of the body.
  package var bodyTime = Duration.seconds(60)
  /// How long a client may take nothing of an answer that waits for it.
  package var stallTime = Duration.seconds(30)
  /// How long input is thrown away after an answer that came before the end of its request, see `Connection`.
  package var lingerTime = Duration.seconds(2)

  /// Makes the limits that the program uses.
  package init() {}

  var shortestTime: Duration {
    min(idleTime, headerTime, bodyTime, stallTime, lingerTime)
  }
}
