import Dispatch

/// Tells when a socket has input; can be paused.
///
/// It stays armed while an answer is under way, because that is how the end of a connection is noticed.
final class ReadSource {
  private let source: any DispatchSourceRead

  var isPaused = false {
    didSet {
      if isPaused == oldValue { return }
      if isPaused { source.suspend() } else { source.resume() }
    }
  }

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
    // A suspended source is never cancelled, and must not be released.
    isPaused = false
  }
}
