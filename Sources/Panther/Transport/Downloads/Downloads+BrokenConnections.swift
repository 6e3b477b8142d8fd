import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Downloads {
  /// Fails a request whose kept-alive connection broke after it went out, which is when URLSession asks for its body
  /// again.
  ///
  /// Left alone, URLSession on Linux then runs at full load until its time-out.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    stop(task, PantherError(.disconnected))
    completionHandler(nil)
  }
}
