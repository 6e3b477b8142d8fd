import Foundation
import Text

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension HTTPResponse {
  /// The answer that URLSession received.
  init(_ response: HTTPURLResponse?, _ body: [UInt8]) {
    var headers: [String: String] = [:]
    for case (let name as String, let value as String) in response?.allHeaderFields ?? [:] {
      headers[name.readyToCompare.lowercased()] = value.readyToCompare
    }
    self.init(status: response?.statusCode ?? 0, headers: headers, body: body)
  }
}
