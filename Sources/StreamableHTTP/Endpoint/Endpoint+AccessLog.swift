import HTTPServer
import Logging
import Text

/// The access log: who did what, and how it ended. Tokens, arguments and answers are never in it.
extension Endpoint {
  /// The same answer; it is logged when it is given.
  ///
  /// - Parameter what: the method of the request, and more that describes it.
  func logged(
    _ what: @autoclosure @escaping @Sendable () -> String, _ request: WebRequest, _ caller: Caller, _ answer: WebAnswer
  ) -> WebAnswer {
    switch answer {
    case .now(let response):
      log.info("\(what()) by \(caller.name) from \(request.remoteAddress): \(response.status)")
      return answer
    case .later(let work):
      let start = ContinuousClock.now
      return .later { writer in
        await work(writer)
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        log.info("\(what()) by \(caller.name) from \(request.remoteAddress): ended after \(milliseconds) ms")
      }
    }
  }
}

/// The first 60 characters of a client's text, with `?` for everything that is not printable ASCII.
func loggable(_ text: String) -> String {
  String(text.beginning(60).map { $0.isASCII && ("!"..."~").contains($0) ? $0 : "?" })
}
