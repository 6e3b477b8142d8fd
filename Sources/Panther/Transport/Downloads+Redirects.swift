import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Downloads {
  /// Refuses every redirect: following one would send our headers, and with them the token, to another place. The 3xx
  /// itself is the answer.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
