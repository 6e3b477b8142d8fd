import Dispatch

/// Tells when a socket has input; it can be paused.
///
/// It goes on watching while an answer is in progress, because only so the server notices that a client closes.
final class ReadSource {
  private let source: any DispatchSourceRead

  var isPaused = false {
    didSet {
      if isPaused == oldValue { return }
      if isPaused { source.suspend() } else { source.resume() }
    }
  }

  /// Begins to watch a socket.
  ///
  /// - Parameter handler: called on the loop with about how many bytes there are; 0 at the end of input.
  init(_ socket: Socket, _ loop: EventLoop, _ handler: @escaping @Sendable (Int) -> Void) {
    let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: loop.queue)
    self.source = source
    // The handlers, and what they hold, are released when the source is cancelled.
    source.setEventHandler { handler(Int(source.data)) }
    source.setCancelHandler { _ = socket }
    source.activate()
  }

  func cancel() {
    source.cancel()
    // Dispatch does not cancel a suspended source, and a suspended source must not be released.
    isPaused = false
  }
}
