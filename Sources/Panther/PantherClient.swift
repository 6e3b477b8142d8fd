package import Wire

/// Panther's REST and GraphQL APIs; cheap to copy, copies share connections and what was discovered.
package struct PantherClient: Sendable {
  /// Of the call that this copy serves; bounds retries and each request's time-out.
  package var deadline: ContinuousClock.Instant?
  /// Sent as the header of that name.
  package var traceparent: String?
  /// Called after every HTTP request.
  package var observe: (@Sendable (Exchange) -> Void)?

  private let configuration: Configuration
  private let transport: any Transport
  private let userAgent: String

  package init(_ configuration: Configuration, transport: any Transport, userAgent: String) {
    self.configuration = configuration
    self.transport = transport
    self.userAgent = userAgent
  }

  /// - Throws: `PantherError`, or `CancellationError` when the calling task is cancelled; so do the others.
  package func get(_ path: Path, _ query: Query = [:]) async throws -> JSON {
    throw PantherError(.configuration)
  }

  /// Writes, once. An empty answer is `null`.
  package func send(_ method: HTTPRequest.Method, _ path: Path, _ query: Query = [:], body: JSON? = nil) async throws
    -> JSON
  {
    throw PantherError(.configuration)
  }

  /// The `data` of a GraphQL operation. Variables that are null are left out.
  package func run(_ operation: Operation, _ variables: JSON.Object = [:]) async throws -> JSON {
    throw PantherError(.configuration)
  }

  package func endpoints() async throws -> Endpoints {
    throw PantherError(.configuration)
  }
}
