/// What a connection knows of the request that it is answering.
struct AnswerInProgress {
  /// The number of the request on its connection, from 1.
  let turn: Int
  let isHead: Bool
  let isHTTP10: Bool
  /// Whether the request lets the connection stay open.
  let keepsAlive: Bool
  /// The task of an answer that comes later.
  var task: Task<Void, Never>?
  /// How the stream that has begun is sent; nil before it begins and for a whole response.
  var streaming: Streaming?

  enum Streaming {
    case chunked
    /// The body ends with the connection, for HTTP/1.0.
    case untilClose
    /// The body is not sent: the request is a HEAD, or the status has no body.
    case withoutBody
  }
}
