import Foundation
import JSON
import TestSupport
import Testing

/// The configurations of `logrotate` in AUDIT.md, with the real program where it is installed.
@Suite(.fewAtOnce, .onOwnThreads) final class AuditRotationTests {
  private static let logrotate = ["/usr/sbin/logrotate", "/opt/homebrew/sbin/logrotate"]
    .first(where: FileManager.default.isExecutableFile)
  private let folder = FileManager.default.temporaryDirectory.appending(path: "rotation-\(UUID().uuidString)")
  private func path(_ name: String) -> String { folder.appending(path: name).path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The configurations as the page has them, for the files of this test, and without compressing them.
  private func configurations() throws -> [String] {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".github/AUDIT.md")
    return try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```text\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
      .map { $0.replacing("/var/log/mcp-panther", with: folder.path).replacing(/\ +(?:delay)?compress\n/, with: "") }
  }

  @Test(.enabled(if: logrotate != nil, "logrotate is not installed"), arguments: [(0, "moved"), (1, "truncated")])
  func `no line is lost where the file is rotated as the page says`(_ index: Int, _ reason: String) async throws {
    try configurations()[index].write(toFile: path("conf"), atomically: true, encoding: .utf8)
    let server = try ServerProcess(["--demo", "--audit-log", path("audit.jsonl")])
    for id in 1...3 {
      server.send(Message.call(id, "list_databases"))
      _ = try await server.answer(JSON(id))
      guard id < 3 else { break }
      let rotation = try Process.run(
        URL(filePath: try #require(Self.logrotate)), arguments: ["-f", "-s", path("state"), path("conf")])
      rotation.waitUntilExit()
      #expect(rotation.terminationStatus == 0)
    }
    server.closeInput()
    #expect(try await server.exit() == 0)
    let verify = try ServerProcess(["audit", "verify"] + ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"].map(path))
    #expect(try await verify.exit() == 0, "\(verify.text)")
    // The start, three calls, two lines about the file, and the stop.
    #expect(verify.text.contains("1 chains, 7 lines, 0 broken.") && !verify.text.contains("NOT checked"))
    let newest = try String(contentsOfFile: path("audit.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(try JSON(parsing: try #require(newest.first).utf8)["reason"]?.string == reason)
  }
}
