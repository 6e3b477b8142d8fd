import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The answers that arrive on a session, by task. Each ends exactly once: complete, failed, or stopped.
final class Downloads: NSObject, URLSessionDataDelegate, Sendable {
  typealias Continuation = CheckedContinuation<HTTPResponse, any Error>

  private struct Download {
    let continuation: Continuation
    var response: HTTPURLResponse?
    var body: [UInt8] = []
  }

  private let allowInsecure: Bool
  private let largestAnswer: Int
  private let running = Mutex<[Int: Download]>([:])
  /// Of all sessions together, so that many large answers at once do not add up.
  private static let received = Mutex(0)
  private static let largestTotal = 128 << 20

  init(allowInsecure: Bool, largestAnswer: Int) {
    self.allowInsecure = allowInsecure
    self.largestAnswer = largestAnswer
  }

  func start(_ task: URLSessionTask, _ continuation: Continuation) {
    running.withLock { $0[task.taskIdentifier] = Download(continuation: continuation) }
    task.resume()
  }

  /// The download of a task, which is over with this.
  private func take(_ task: URLSessionTask) -> Download? {
    let download = running.withLock { $0.removeValue(forKey: task.taskIdentifier) }
    if let count = download?.body.count { Self.received.withLock { $0 -= count } }
    return download
  }

  /// Ends a download with an error and closes its connection. Does nothing where it has ended.
  func stop(_ task: URLSessionTask, _ error: any Error) {
    guard let download = take(task) else { return }
    task.cancel()
    download.continuation.resume(throwing: error)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let length = response.expectedContentLength
    running.withLock {
      $0[dataTask.taskIdentifier]?.response = response as? HTTPURLResponse
      if length > 0, length <= largestAnswer { $0[dataTask.taskIdentifier]?.body.reserveCapacity(Int(length)) }
    }
    completionHandler(.allow)
    if length > largestAnswer { stop(dataTask, tooLarge) }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let (size, total) = running.withLock { running in
      guard running[dataTask.taskIdentifier] != nil else { return (0, 0) }
      running[dataTask.taskIdentifier]?.body.append(contentsOf: data)
      let total = Self.received.withLock { received in
        received += data.count
        return received
      }
      return (running[dataTask.taskIdentifier]?.body.count ?? 0, total)
    }
    guard size > largestAnswer || total > Self.largestTotal else { return }
    stop(dataTask, size > largestAnswer ? tooLarge : tooMuch)
    Self.giveBackMemory()
  }

  /// After a large answer, glibc keeps what was freed in the arena of whichever thread it came on: 40 MB more each time.
  static func giveBackMemory() {
    #if os(Linux)
      // What is still queued for this delegate is freed first.
      DispatchQueue.global().asyncAfter(deadline: .now() + 2) {
        // Not in the Glibc module, so it is looked up.
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)(0)
      }
    #endif
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let download = take(task) else { return }
    let failure =
      error.map { PantherError(transport: $0, wasAnswering: download.response != nil) }
      ?? PantherError(incomplete: download.response, download.body)
    if download.body.count > 8 << 20 { Self.giveBackMemory() }
    if let failure { return download.continuation.resume(throwing: failure) }
    download.continuation.resume(returning: HTTPResponse(download.response, download.body))
  }

  /// Redirects keep our headers, and with them the token: the 3xx itself is the answer.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  /// Asked when a kept-alive connection broke after the request went out. Left alone, URLSession on Linux then spins
  /// until its time-out, at full load; its queue waits in here, so the task has to be cancelled from another.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    DispatchQueue.global().async { self.stop(task, PantherError(.disconnected)) }
    completionHandler(nil)
  }

  #if canImport(FoundationNetworking)
    /// We have one credential, and it is in a header already. Whatever URLSession on Linux is told to do about a Basic
    /// challenge, it asks again until the time-out: so the 401 itself is taken for the answer, without its body.
    func urlSession(
      _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
      completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      if let response = challenge.failureResponse as? HTTPURLResponse,
        let download = take(task)
      {
        download.continuation.resume(returning: HTTPResponse(response, []))
      }
      completionHandler(.cancelAuthenticationChallenge, nil)
    }
  #endif

  #if canImport(Darwin)
    func urlSession(
      _ session: URLSession, didReceive challenge: URLAuthenticationChallenge,
      completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      guard allowInsecure, let trust = challenge.protectionSpace.serverTrust else {
        return completionHandler(.performDefaultHandling, nil)
      }
      completionHandler(.useCredential, URLCredential(trust: trust))
    }
  #endif

  private var tooMuch: PantherError {
    PantherError(.tooLarge, message: "answers of more than \(Self.largestTotal >> 20) MB are being read at once")
  }

  private var tooLarge: PantherError {
    PantherError(.tooLarge, message: "the answer is longer than \(largestAnswer >> 20) MB")
  }
}

extension HTTPResponse {
  fileprivate init(_ response: HTTPURLResponse?, _ body: [UInt8]) {
    var headers: [String: String] = [:]
    for case (let name as String, let value as String) in response?.allHeaderFields ?? [:] {
      headers[name.lowercased()] = value
    }
    self.init(status: response?.statusCode ?? 0, headers: headers, body: body)
  }
}

extension PantherError {
  /// A body that ended before its length; nil for a whole one. A compressed body's length is not that of what we got.
  fileprivate init?(incomplete response: HTTPURLResponse?, _ body: [UInt8]) {
    guard let response else {
      self.init(.disconnected)
      return
    }
    guard response.value(forHTTPHeaderField: "Content-Encoding") == nil,
      let length = response.value(forHTTPHeaderField: "Content-Length").flatMap({ Int($0) }), body.count < length,
      (200..<300).contains(response.statusCode), response.statusCode != 204
    else { return nil }
    self.init(.disconnected, message: "the answer broke off after \(body.count) of \(length) bytes")
  }
}
