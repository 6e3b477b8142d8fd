import Foundation
import JSON
import TestSupport
import Testing

/// `tools --json` and `tools --compare`: what the people who approve a server look at.
@Suite(.fewAtOnce) struct ToolListingTests {
  private func run(_ arguments: [String], exit code: Int32 = 0) async throws -> ServerProcess {
    let program = try ServerProcess(["tools"] + arguments)
    #expect(try await program.exit() == code, "\(program.errors)")
    return program
  }

  /// Compares with a file of this text.
  private func compare(_ text: String, _ flags: [String] = [], exit code: Int32 = 0) async throws -> ServerProcess {
    let file = try Scratch(text)
    let program = try await run(["--compare", file.path] + flags, exit: code)
    withExtendedLifetime(file) {}
    return program
  }

  private func listing(_ flags: [String] = []) async throws -> JSON.Object {
    try #require(try JSON(parsing: try await run(["--json"] + flags).text).object)
  }

  @Test func `the listing tells of each tool, and who answers for the server`() async throws {
    let listing = try await listing(["--profile", "analyst", "--owner", "SecOps <secops@acme.example>"])
    #expect(listing["profile"] == "analyst")
    #expect(listing["owner"] == "SecOps <secops@acme.example>")
    #expect(listing["instructions"]?.string?.hasPrefix("Panther security") == true)
    let names = listing["tools"]?.array?.compactMap { $0["name"]?.string }
    #expect(names?.contains("update_alert_status") == true && names?.contains("save_detection") == false)
    #expect(listing["inventory"]?.array?.compactMap { $0["name"]?.string } == names)
    let plain = try await self.listing()
    #expect(plain["owner"] == nil && plain["profile"] == nil)
  }

  @Test func `the same listing is no change`() async throws {
    let listing = JSON.object(try await listing())
    // However it is laid out.
    for text in [listing.formatted(), listing.text] {
      #expect(try await compare(text).text.hasPrefix("No change: a model is told the same as in /"))
    }
  }

  @Test func `what a model is told otherwise is printed, and nothing else`() async throws {
    var old = try await listing()
    var tools = try #require(old["tools"]?.array)
    var first = try #require(tools[0].object)
    first["description"] = "Something else. \u{202E}\u{1B}[31m"
    tools[0] = .object(first)
    tools.remove(at: 1)
    tools.append(["name": "gone"])
    old["tools"] = .array(tools)
    old["instructions"] = "Do as you like."
    let lines = try await compare(JSON.object(old).text, exit: 1).text.split(separator: "\n").map(String.init)
    #expect(
      lines.filter { !$0.hasPrefix("+") && !$0.hasPrefix("-") && !$0.hasPrefix("@@") && !$0.hasPrefix(" ") } == [
        "1 tool added, 1 tool removed, 1 tool changed, instructions changed", "Removed: gone", "Changed: list_alerts",
        "Added: get_alert", "Changed: instructions",
      ])
    let removed = lines.filter { $0.hasPrefix("-") }
    #expect(removed.count == 2)
    #expect(removed[0].contains("Something else. \\u{202E}") && !removed[0].contains("\u{1B}"))
    #expect(removed[1] == "-Do as you like.")
    #expect(lines.contains { $0.hasPrefix("+") && $0.contains("List alerts, newest first") })
    #expect(lines.contains { $0.hasPrefix("+") && $0.contains("\"get_alert\"") })
  }

  @Test func `switches, and the order of the tools, are changes`() async throws {
    var old = try await listing()
    let narrowed = try await compare(
      JSON.object(old).text, ["--block", "get_alert", "--ask", "save_detection"], exit: 1)
    #expect(narrowed.text.contains("Removed: get_alert\n") && narrowed.text.contains("Changed: save_detection\n"))
    old["tools"] = .array((old["tools"]?.array ?? []).reversed())
    #expect(try await compare(JSON.object(old).text, exit: 1).text == "the order of the tools changed\n")
  }

  @Test func `a file that is no listing, and wrong use, are errors`() async throws {
    for text in ["", "[]", "{}", #"{"tools":[{}]}"#, #"{"tools":["x"]}"#, "\u{FEFF}x"] {
      let file = try Scratch(text)
      #expect(
        try await run(["--compare", file.path], exit: 66).errors.contains("is not what mcp-panther tools --json"))
    }
    #expect(try await run(["--compare", "/nowhere/x.json"], exit: 66).errors.contains("cannot read /nowhere/x.json"))
    for words in [["--json"], ["get_alert"]] { _ = try await compare("{}", words, exit: 64) }
    _ = try await run(["--compare"], exit: 64)
    for owner in ["two\nlines", "\u{202E}x", String(repeating: "x", count: 201)] {
      #expect(try await run(["--owner", owner], exit: 64).errors.contains("--owner takes one line"))
    }
    #expect(try await run(["--profile", "boss"], exit: 64).errors.contains("--profile takes reader, analyst"))
  }

  @Test func `a profile says which flags it stands for`() async throws {
    let program = try await run(["--profile", "reader"])
    #expect(program.text.hasPrefix("Profile reader: --toolsets reads --read-only\n"))
    #expect(!program.text.contains("save_detection"))
  }
}
