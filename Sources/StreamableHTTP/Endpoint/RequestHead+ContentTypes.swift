import Foundation
import HTTPServer

extension RequestHead {
  /// Whether the body is declared as JSON.
  var isJSON: Bool {
    let type = (headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
    return type.trimmingCharacters(in: .whitespaces) == "application/json"
  }

  /// Whether the client accepts an answer of this type. Of several ranges that match it, the most specific one decides
  /// (RFC 9110, 12.5.1).
  func accepts(_ type: String) -> Bool {
    guard let accept = headers["Accept"] else { return true }
    let ranges = [type, type.prefix { $0 != "/" } + "/*", "*/*"]
    var best: (rank: Int, isAccepted: Bool)?
    for item in accept.lowercased().split(separator: ",") {
      let parts = item.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let rank = parts.first.flatMap(ranges.firstIndex), best.map({ rank < $0.rank }) ?? true else { continue }
      let quality = parts.first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      best = (rank, quality > 0)
    }
    return best?.isAccepted ?? false
  }
}
