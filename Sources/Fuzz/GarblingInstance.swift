import Foundation
import Panther
import PantherDemo
import JSON

/// The demo instance, but half of its answers are garbled or replaced. What happens to a request depends only on the
/// request and the seed.
struct GarblingInstance: Transport {
  /// The API token of the server, which must not appear in anything that the server writes.
  static let token = "fuzz-token-that-must-never-be-seen-4711"

  let seed: UInt64
  let instance: DemoInstance

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let text = request.method.rawValue + request.url + String(decoding: request.body ?? [], as: UTF8.self)
    var chance = Chance(seed: text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    if chance.once(in: 300) { throw fault(&chance) }
    var answer = try await instance.send(request)
    guard chance.once(in: 2) else { return answer }
    switch chance.below(12) {
    case 0: answer.body = []
    case 1: answer.body = Array(answer.body.prefix(chance.below(answer.body.count + 1)))
    case 2: answer.body = chance.bytes(chance.below(200))
    case 3: answer.body = Array("<html><body>Bad Gateway \(Self.token)</body></html>".utf8)
    case 4: answer.body = Array(repeating: UInt8(ascii: "["), count: chance.below(20_000))
    case 5, 6: answer.body = chance.mutated(answer.body)
    case 7:
      // An instance may repeat the request in what it says about a bad one, so its message holds the token here.
      answer.status = chance.pick([400, 401, 403, 404, 409, 422, 500, 501, 302, 100, 0, -1, 999], or: 500)
      answer.body = JSON.object(["message": .string("no \(Self.token) \(chance.text())")]).bytes
    case 8 where chance.once(in: 30): answer.status = chance.pick([429, 502, 503, 504], or: 503)
    default:
      guard var json = try? JSON(parsing: answer.body) else { break }
      for _ in 0...chance.below(3) { json = chance.mutated(json) }
      answer.body = json.bytes
    }
    if chance.once(in: 10) { answer.headers["retry-after"] = chance.text() }
    if chance.once(in: 10) { answer.headers["x-request-id"] = chance.text() }
    return answer
  }

  private func fault(_ chance: inout Chance) -> PantherError {
    let kinds: [PantherError.Kind] = [.timedOut, .disconnected, .unreachable, .unreadable]
    return PantherError(chance.pick(kinds, or: .timedOut), message: chance.text())
  }
}
