import JSON
import Panther
import Synchronization

/// A transport that answers by a script and remembers what was sent.
final class StubTransport: Transport {
  private let sent = Mutex<[HTTPRequest]>([])
  private let script: @Sendable (HTTPRequest, Int) async throws -> HTTPResponse

  /// - Parameter script: makes the answer from the request and the number of requests before it.
  init(_ script: @escaping @Sendable (HTTPRequest, Int) async throws -> HTTPResponse) {
    self.script = script
  }

  /// Gives these answers one after the other, and then the last one again and again.
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

  /// Makes a client of `https://api.acme.runpanther.net`, for which nothing has to be discovered.
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

/// The `PantherError` that an operation throws; nil when it succeeds.
func failure(_ operation: () async throws -> JSON) async throws -> PantherError? {
  do {
    _ = try await operation()
    return nil
  } catch let error as PantherError {
    return error
  }
}
