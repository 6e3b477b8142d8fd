import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking

  extension Downloads {
    /// Takes a 401 as the answer, without its body. Our one credential is in a header already, and whatever URLSession
    /// on Linux is told to do about a Basic challenge, it asks again until the time-out.
    func urlSession(
      _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
      completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      if let response = challenge.failureResponse as? HTTPURLResponse, let download = take(task) {
        download.continuation.resume(returning: HTTPResponse(response, []))
      }
      // This cancels the task, which waits for the session's queue; and that is where this function is called.
      WaitingQueues.cancels.async { completionHandler(.cancelAuthenticationChallenge, nil) }
    }
  }
#endif

#if canImport(Darwin)
  extension Downloads {
    /// Accepts any certificate where the configuration allows that; else the system decides.
    func urlSession(
      _ session: URLSession, didReceive challenge: URLAuthenticationChallenge,
      completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      guard allowInsecure, let trust = challenge.protectionSpace.serverTrust else {
        return completionHandler(.performDefaultHandling, nil)
      }
      completionHandler(.useCredential, URLCredential(trust: trust))
    }
  }
#endif
