import Foundation
import TestSupport
import Testing

@testable import mcp_panther

/// The completions of each shell, run by that shell where it is installed.
@Suite(.fewAtOnce) struct CompletionsTests {
  private static let grammar = CommandLineGrammar()
  private static var shells: [(String, String)] {
    [("bash", grammar.bash), ("zsh", grammar.zsh), ("fish", grammar.fish)]
  }

  @Test(arguments: shells)
  func `a shell can read it`(_ shell: String, _ script: String) throws {
    guard let result = try Self.run(shell, ["-n"], input: script) else { return }
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(
    arguments: [
      (["c"], ["call", "config", "completions"]), (["--read-only", "call", "get_alert_e"], ["get_alert_events"]),
      (["call", "--log-level", "debug", "list_alerts", "sev"], ["severities="]), (["config", "code"], ["codex"]),
      (["prompts", "investigate-actor-activity", "act"], ["actor="]), (["--log-l"], ["--log-level"]),
      (["--log-level", "d"], ["debug"]), (["--log-level", "=", "d"], ["debug"]), (["help", "doc"], ["doctor"]),
      (["--toolsets", "alerts,data"], ["alerts,data_lake"]), (["--log-file", "d"], []), (["manif"], []),
    ] as [([String], [String])])
  func `bash offers what can stand there`(_ words: [String], _ expected: [String]) throws {
    let script = """
      \(Self.grammar.bash)
      COMP_WORDS=(mcp-panther \(Quoting.shell(words)))
      COMP_CWORD=\(words.count)
      _mcp_panther
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try #require(try Self.run("bash", [], input: script))
    let offered = result.text.split(separator: "\n").map(String.init)
    #expect(Set(offered).isSuperset(of: expected) && (expected.isEmpty ? offered.isEmpty : true), "\(offered)")
  }

  @Test func `fish offers what can stand there`() throws {
    let script = "\(Self.grammar.fish)\ncomplete -C 'mcp-panther --demo call get_alert_e'"
    guard let result = try Self.run("fish", [], input: script) else { return }
    #expect(result.text.contains("get_alert_events"))
    #expect(!result.text.contains("list_alerts"))
  }

  /// - Returns: nil where the shell is not installed.
  private static func run(_ shell: String, _ arguments: [String], input: String) throws -> (
    status: Int32, text: String
  )? {
    let places = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + shell }
    guard let path = places.first(where: FileManager.default.isExecutableFile) else { return nil }
    let file = NSTemporaryDirectory() + "completions-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try input.write(toFile: file, atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments + [file]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
