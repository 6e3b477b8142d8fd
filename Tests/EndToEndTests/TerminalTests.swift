import Foundation
import JSON
import TestSupport
import Testing

@testable import mcp_panther

/// What a person sees at a terminal, from the built program.
@Suite(.fewAtOnce, .onOwnThreads) struct TerminalTests {
  private static func shown(
    _ arguments: [String], columns: UInt16 = 80, _ environment: [String: String] = [:]
  ) async throws -> String {
    try await terminal(arguments, columns: columns, environment).text()
  }

  private static func terminal(
    _ arguments: [String], columns: UInt16 = 80, _ environment: [String: String]
  ) throws -> PseudoTerminal {
    var all = ["PANTHER_DEMO_NOW": "2026-11-22T08:00:00Z", "LANG": "C.UTF-8", "TERM": "xterm-256color"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] { all[name] = ProcessInfo.processInfo.environment[name] }
    let program = try ServerProcess.program()
    return try PseudoTerminal(
      program, arguments, environment: all.merging(environment) { $1 }, columns: columns)
  }

  private static var colors: Regex<Substring> { /\u{1B}\[[0-9;]*m/ }

  @Test(arguments: [80, 140] as [UInt16]) func `a list fits the window`(_ columns: UInt16) async throws {
    let text = try await Self.shown(["call", "list_alerts", "--demo"], columns: columns)
    #expect(text.contains("\u{1B}[1;31mCRITICAL\u{1B}[0m"))
    let lines = text.replacing(Self.colors, with: "").split(separator: "\n")
    let rows = lines.filter { !$0.contains("cursor=") }
    #expect(rows.count > 25)
    // A Korean letter takes two cells, so counted as characters its row is shorter.
    #expect(rows.allSatisfy { $0.count <= columns }, "\(text)")
    let id = columns == 140 ? "926f8ccbaf17c4eb8d433070641b2310" : "926f8ccb…"
    #expect(rows.contains { $0.hasPrefix("  \(id)  Outbound traffic from 10") && $0.contains("Nov 22 05:56") })
  }

  @Test func `the next page is the command that it says`() async throws {
    let program = try ServerProcess.program().path
    let text = try await Self.shown(["call", "list_alerts", "--demo", "page_size=3", "--color", "never"], columns: 400)
    let line = try #require(text.split(separator: "\n").last { $0.contains("cursor=") })
    let words = line.split(separator: " ").map(String.init)
    #expect(words.prefix(4) == [program, "call", "list_alerts", "--demo"], "\(line)")
    let next = try ServerProcess(Array(words.dropFirst()), environment: ["PANTHER_DEMO_NOW": "2026-11-22T08:00:00Z"])
    #expect(try await next.exit() == 0, "\(next.errors)")
    let rows = try JSON(parsing: next.text)["alerts"]?["rows"]?.array
    #expect(rows?.count == 3)
    #expect(rows.map { !text.contains($0[0].array?[0].string?.prefix(8) ?? "?") } == true)
  }

  @Test func `--json forces what a pipe gets`() async throws {
    let arguments = ["call", "list_databases", "--demo"]
    let text = try await Self.shown(arguments + ["--json"])
    let piped = try ServerProcess(arguments, environment: ["PANTHER_DEMO_NOW": "2026-11-22T08:00:00Z"])
    #expect(try await piped.exit() == 0)
    #expect(text == piped.text)
    #expect(try JSON(parsing: text)["databases"] != nil)
  }

  @Test(
    arguments: [
      (["NO_COLOR": "1"], [], false), (["TERM": "dumb"], [], false), ([:], ["--color", "never"], false),
      ([:], [], true),
      (["NO_COLOR": "1"], ["--color=always"], true), (["NO_COLOR": ""], [], true), ([:], ["--color", "auto"], true),
    ] as [([String: String], [String], Bool)])
  func `colors come where they are wanted`(
    _ environment: [String: String], _ flags: [String], _ hasColor: Bool
  ) async throws {
    for command in [["call", "list_databases", "--demo"], ["doctor", "--demo"], ["help"], ["call", "nothing"]] {
      let text = try await Self.shown(command + flags, environment)
      #expect(text.contains("\u{1B}[") == hasColor, "\(command): \(text.prefix(300))")
    }
  }

  @Test func `a locale without UTF-8 gets ASCII drawings`() async throws {
    for environment in [["LANG": "C"], ["LANG": "", "LC_ALL": "POSIX"], ["LC_ALL": "de_DE.ISO-8859-1"]] {
      let text = try await Self.shown(["call", "get_severity_alert_metrics", "--demo"], environment)
      #expect(text.utf8.allSatisfy { $0 < 0x80 } && text.contains("@@@"), "\(text)")
    }
    for words in [["help", "list_alerts"], ["help", "save_detection"], ["help", "prompts"]] {
      let text = try await Self.shown(words, ["LANG": "C"])
      #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
    }
    let text = try await Self.shown(["call", "get_severity_alert_metrics", "--demo"], ["LC_CTYPE": "en_US.utf8"])
    #expect(text.contains("███"))
  }

  @Test func `an error says what to try`() async throws {
    let text = try await Self.shown(["call", "get_alert", "--demo", "--color=never"])
    #expect(text == "Error: Argument `alert_id` is required: a string.\nTry: mcp-panther help get_alert\n")
  }

  @Test func `notes fit the window, and the commands in them are whole`() async throws {
    let text = try await Self.shown(["config", "cursor", "--url", "https://mcp.acme.example/mcp"], columns: 60)
    let notes = text.split(separator: "\n").drop { !$0.hasPrefix("Put it into") }
    #expect(notes.contains { $0.hasPrefix("  curl -i -H ") && $0.hasSuffix("https://mcp.acme.example/mcp") }, "\(text)")
    #expect(notes.count > 4 && notes.allSatisfy { $0.count <= 60 || $0.hasPrefix("  ") }, "\(text)")
  }

  @Test(
    arguments: [
      ([:], "PANTHER_INSTANCE_URL is not set"),
      (["PANTHER_INSTANCE_URL": "https://acme.example"], "PANTHER_API_TOKEN is not set"),
    ] as [([String: String], String)])
  func `a start without an instance says what is missing`(
    _ environment: [String: String], _ words: String
  ) async throws {
    let text = try await Self.shown([], environment)
    #expect(text.contains(words) && text.contains("mcp-panther doctor"), "\(text)")
    let piped = try ServerProcess(environment: environment)
    piped.send(Message.modern(1, "tools/list"))
    #expect(try await piped.answer(1)["result"]?["tools"] != nil)
    piped.closeInput()
    #expect(try await piped.exit() == 0)
    #expect(piped.errors.contains(words) && piped.errors.contains("mcp-panther doctor"), "\(piped.errors)")
    #expect(piped.errors.filter { $0 == "\n" }.count == 1)
    let demo = try ServerProcess(["--demo"], environment: environment)
    demo.closeInput()
    #expect(try await demo.exit() == 0)
    #expect(demo.errors.isEmpty)
  }

  @Test(arguments: ["0", "-3", "x", "99999999999999999999"], [0, 1, 12, 20] as [UInt16])
  func `no window is too small, and COLUMNS may be anything`(_ variable: String, _ columns: UInt16) async throws {
    let text = try await Self.shown(
      ["call", "list_users", "--demo", "--color=never"], columns: columns, ["COLUMNS": variable])
    #expect(text.contains("users: 11") && text.contains("ada"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= (columns == 0 ? 100 : 20) }, "\(text)")
  }

  @Test func `who waits sees what is done, and Ctrl-C cancels it at the instance, too`() async throws {
    let upstream = try Upstream()
    let call = ["call", "query_data_lake", "sql=SELECT 1 AS n"]
    let terminal = try Self.terminal(call, upstream.environment)
    #expect(try await terminal.wait(for: "s  The query is running"))
    #expect(try await terminal.interrupt() == 130)
    #expect(upstream.operations.last == "CancelQuery", "\(upstream.operations)")
    // Nothing of it stays.
    #expect(try await terminal.text().hasSuffix("\r\u{1B}[K"))
  }

  @Test func `titles of alerts cannot drive the terminal`() async throws {
    let upstream = try Upstream { _ in
      Upstream.json(["id": "a1", "title": "x\u{1B}[2J\u{9B}31m\u{202E}\nwarning: forged", "severity": "HIGH"])
    }
    let text = try await Self.shown(["call", "get_alert", "alert_id=a1"], upstream.environment)
    let rest = text.replacing(Self.colors, with: "")
    #expect(rest.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    #expect(rest.contains("x\\u{1B}[2J") && !rest.contains("\nwarning") && !rest.contains("\u{202E}"), "\(rest)")
  }
}
