import JSON
import Panther
import Synchronization

/// Answers by a script and remembers what was sent.
final class StubTransport: Transport {
  private let sent = Mutex<[HTTPRequest]>([])
  private let script: @Sendable (HTTPRequest, Int) async throws -> HTTPResponse

  /// - Parameter script: gets the request and how many came before it.
  init(_ script: @escaping @Sendable (HTTPRequest, Int) async throws -> HTTPResponse) {
    self.script = script
  }

  /// Answers in turn; the last one stands for all that follow.
  convenience init(_ answers: HTTPResponse...) {
    self.init { _, count in answers[min(count, answers.count - 1)] }
  }

  var requests: [HTTPRequest] { sent.withLock(\.self) }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let count = sent.withLock { sent in
      sent.append(request)
      return sent.count - 1
    }
    return try await script(request, count)
  }
}

extension PantherClient {
  static let token = "tok-3f1c9e27"

  /// Talks to `https://api.acme.runpanther.net`, with nothing to discover.
  init(_ transport: any Transport) {
    let environment = [
      "PANTHER_INSTANCE_URL": "https://api.acme.runpanther.net", "PANTHER_API_TOKEN": Self.token,
    ]
    self.init(Configuration(environment: environment, demo: false), transport: transport, userAgent: "test/1")
  }
}

extension HTTPRequest {
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What an operation throws, if it is ours.
func failure(_ operation: () async throws -> JSON) async throws -> PantherError? {
  do {
    _ = try await operation()
    return nil
  } catch let error as PantherError {
    return error
  }
}
