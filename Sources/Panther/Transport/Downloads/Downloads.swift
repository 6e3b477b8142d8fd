import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The answers that arrive on a session, by their tasks. Each ends exactly once: complete, failed, or stopped.
///
/// This is the delegate of the session. What it says to redirects, to challenges and to a connection that broke is in
/// extensions in files of their own.
final class Downloads: NSObject, URLSessionDataDelegate, Sendable {
  typealias Continuation = CheckedContinuation<HTTPResponse, any Error>

  struct Download {
    let continuation: Continuation
    var response: HTTPURLResponse?
    var body: [UInt8] = []
  }

  /// Whether any certificate is accepted; it has an effect on Apple systems only.
  let allowInsecure: Bool
  private let limits: AnswerLimits
  private let running = Mutex<[Int: Download]>([:])

  init(allowInsecure: Bool, largestAnswer: Int) {
    self.allowInsecure = allowInsecure
    limits = AnswerLimits(largestAnswer: largestAnswer)
  }

  /// Notes who waits for the answer of a task that is about to start.
  func expect(_ task: URLSessionTask, _ continuation: Continuation) {
    running.withLock { $0[task.taskIdentifier] = Download(continuation: continuation) }
  }

  /// Removes the download of a task, so that nothing else can end it; nil when it has ended already.
  func take(_ task: URLSessionTask) -> Download? {
    let download = running.withLock { $0.removeValue(forKey: task.taskIdentifier) }
    if let count = download?.body.count { AnswerLimits.release(count) }
    return download
  }

  /// Ends a download with an error and closes its connection. Does nothing when it has ended already.
  func stop(_ task: URLSessionTask, _ error: any Error) {
    guard let download = take(task) else { return }
    // Cancelling waits for the session's queue, and on Linux this function may be called there.
    WaitingQueues.cancels.async { task.cancel() }
    download.continuation.resume(throwing: error)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let length = response.expectedContentLength
    let refusal = limits.refusal(ofLength: length)
    running.withLock {
      $0[dataTask.taskIdentifier]?.response = response as? HTTPURLResponse
      if length > 0, refusal == nil { $0[dataTask.taskIdentifier]?.body.reserveCapacity(Int(length)) }
    }
    completionHandler(.allow)
    if let refusal { stop(dataTask, refusal) }
  }

  /// Adds a piece of a body, after decompression. What comes after a download was stopped is dropped here, before it
  /// can add up: URLSession may hand out hundreds of megabytes more until it closes the connection.
  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let refusal: PantherError? = running.withLock { running in
      guard running[dataTask.taskIdentifier] != nil else { return nil }
      running[dataTask.taskIdentifier]?.body.append(contentsOf: data)
      return limits.refusal(ofReceived: data.count, size: running[dataTask.taskIdentifier]?.body.count ?? 0)
    }
    guard let refusal else { return }
    stop(dataTask, refusal)
    FreedMemory.giveBack()
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let download = take(task) else { return }
    let failure =
      error.map { PantherError(transport: $0, wasAnswering: download.response != nil) }
      ?? PantherError(incomplete: download.response, download.body)
    if download.body.count > 8 << 20 { FreedMemory.giveBack() }
    if let failure { return download.continuation.resume(throwing: failure) }
    download.continuation.resume(returning: HTTPResponse(download.response, download.body))
  }
}
