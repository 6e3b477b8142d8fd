import Foundation
import JSON
import TestSupport

/// A stand-in for a Panther instance on loopback. It knows the few requests that these tests make.
struct Upstream {
  static let token = "tok-5e0d1c7a94"

  let server: StubServer

  /// - Parameter script: what answers a request; nil for the usual answers.
  init(_ script: @escaping @Sendable (StubServer.Request) -> [StubServer.Step]? = { _ in nil }) throws {
    server = try StubServer { script($0) ?? Self.usual($0) }
  }

  var environment: [String: String] {
    ["PANTHER_INSTANCE_URL": server.url, "PANTHER_REST_API_URL": server.url, "PANTHER_API_TOKEN": Self.token]
  }

  /// The names of the operations that were sent.
  var operations: [String] { server.requests.compactMap(\.operation) }

  static func json(_ json: JSON, status: Int = 200) -> [StubServer.Step] {
    [.answer(status, headers: ["Content-Type": "application/json"], body: json.bytes)]
  }

  private static func usual(_ request: StubServer.Request) -> [StubServer.Step] {
    switch request.operation {
    case "ExecuteQuery"?: json(["data": ["executeDataLakeQuery": ["id": "q1"]]])
    case "QueryResults"?: json(["data": ["dataLakeQuery": ["status": "running", "message": ""]]])
    case "CancelQuery"?: json(["data": ["cancelDataLakeQuery": ["id": "q1"]]])
    case _?: json(["data": [:]])
    default: json(["id": "a1", "title": "Root login"])
    }
  }
}

extension StubServer.Request {
  /// The name of a GraphQL operation.
  var operation: String? { (try? JSON(parsing: body))?["operationName"]?.string }
}
