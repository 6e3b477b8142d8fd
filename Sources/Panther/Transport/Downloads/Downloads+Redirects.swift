import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Downloads {
  /// Takes a redirect as the answer, without its body. Following it would send our headers, and with them the token, to
  /// another place.
  ///
  /// A redirect that comes after its download was stopped is not answered: URLSession on Linux ends the process when it
  /// gets an answer to the redirect of a task that was cancelled. For the same reason the download is taken away before
  /// the answer, so that nothing can cancel the task any more.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard let download = take(task) else { return }
    download.continuation.resume(returning: HTTPResponse(response, []))
    completionHandler(nil)
  }
}
