import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Downloads {
  /// Fails a request whose kept-alive connection broke after it went out, which is when URLSession asks for its body
  /// again.
  ///
  /// Left alone, URLSession on Linux then runs at full load until its time-out. Its own queue waits for this function
  /// to return, so the task has to be cancelled from another queue.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    DispatchQueue.global().async { self.stop(task, PantherError(.disconnected)) }
    completionHandler(nil)
  }
}
