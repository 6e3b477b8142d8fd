package import Foundation
package import Panther
package struct DemoInstance: Transport {
  package init(now: Date) {}
  package static func now(environment: [String: String]) -> Date? { nil }
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse { HTTPResponse(status: 404) }
}
