import Foundation
import JSON
import TestSupport
import Testing

/// A run leaves no file and no folder behind, and needs none.
@Suite(.fewAtOnce, .onOwnThreads) final class LeavingNothingTests {
  private let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: home) }

  /// All that lies in the home of the user.
  private var contents: [String] { FileManager.default.enumerator(atPath: home.path)?.compactMap { "\($0)" } ?? [] }

  /// Answers that a cache would keep, with a cookie that would be kept.
  private static func upstream() throws -> Upstream {
    try Upstream { request in
      guard request.operation == nil else { return nil }
      let headers = [
        "Content-Type": "application/json", "Cache-Control": "max-age=3600", "Set-Cookie": "a=b; Max-Age=3600; Path=/",
      ]
      return [.answer(headers: headers, body: Array(#"{"id":"a1","title":"Root login"}"#.utf8))]
    }
  }

  /// Reads, writes, and reads again, so that a session of each kind is made.
  private func converse(_ environment: [String: String]) async throws {
    let upstream = try Self.upstream()
    let server = try ServerProcess(environment: upstream.environment.merging(environment) { $1 })
    server.send(Message.call(1, "get_alert", ["alert_id": "a1"]))
    #expect(try await server.answer(1)["result"]?["isError"] == false, "\(server.text)")
    server.send(Message.call(2, "add_alert_comment", ["alert_id": "a1", "comment": "Seen."]))
    #expect(try await server.answer(2)["result"]?["isError"] == false, "\(server.text)")
    server.send(Message.call(3, "get_alert", ["alert_id": "a1"]))
    #expect(try await server.answer(3)["result"]?["isError"] == false, "\(server.text)")
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(upstream.server.requests.count >= 3)
    #expect(upstream.server.requests.allSatisfy { $0.headers["cookie"] == nil })
  }

  @Test func `a home that may be written to is as empty afterwards as before`() async throws {
    try await converse(["HOME": home.path])
    #expect(contents.isEmpty, "\(contents)")
  }

  @Test func `folders that the user names for caches and data stay empty too`() async throws {
    let environment = [
      "HOME": home.path, "XDG_CACHE_HOME": home.appending(path: "cache").path,
      "XDG_DATA_HOME": home.appending(path: "data").path,
    ]
    try await converse(environment)
    #expect(contents.isEmpty, "\(contents)")
  }

  @Test func `it works with an empty home that nobody may write to`() async throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: home.path)
    // Root may write everywhere, so for root this says no more than the tests above.
    try await converse(["HOME": home.path])
    #expect(contents.isEmpty, "\(contents)")
  }

  @Test(arguments: ["/nonexistent", "/dev/null"])
  func `it works without a home`(_ home: String) async throws {
    try await converse(["HOME": home])
    #expect(!FileManager.default.fileExists(atPath: "/nonexistent"))
  }
}
