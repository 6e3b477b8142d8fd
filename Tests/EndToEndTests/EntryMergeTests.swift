import Foundation
import JSON
import TestSupport
import Testing

@testable import mcp_panther

/// An entry that changes its way to the server, or is written anew.
@Suite(.fewAtOnce) struct EntryMergeTests {
  private static let clients = Client.allCases.filter { $0 != .docker && $0 != .claudeCode }

  private func configuration(_ client: Client, _ access: ServerAccess) -> ClientConfiguration {
    client.configuration(access, environment: ["HOME": "/home/ana"], directory: "/work")
  }

  private func local(_ client: Client, _ flags: [Flag: String] = [:]) throws -> ClientConfiguration {
    let launch = try ClientLaunch(
      program: "/bin/mcp-panther", flags: flags, environment: ["PANTHER_INSTANCE_URL": "https://acme.example"],
      directory: "/work")
    return configuration(client, .launch(launch))
  }

  private func remote(_ client: Client) throws -> ClientConfiguration {
    configuration(client, .address(try ServerAddress("https://mcp.acme.example/mcp", environment: [:])))
  }

  private func text(_ entry: JSON.Object) -> String { JSON.object(entry).formatted(sortedKeys: true) }

  @Test(arguments: clients) func `nothing remains of the other way to the server`(_ client: Client) throws {
    let (local, remote) = (try local(client), try remote(client))
    for (old, new) in [(local, remote), (remote, local)] {
      let (old, new, wanted) = (try #require(old.entry), try #require(new.entry), new)
      let merge = EntryMerge(old.entry, new.entry)
      #expect(text(merge.entry) == text(new.entry))
      #expect(merge.lostTokens.isEmpty && merge.notes.isEmpty && merge.lost.isEmpty, "\(merge.notes)")
      #expect(wanted.sentences(for: .object(merge.entry)) == wanted.sentences(for: .object(new.entry)))
    }
  }

  @Test func `VS Code is left without what it would ask for in vain`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "inputs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = ConfigurationFile(path: folder.appending(path: "mcp.json").path)
    func inputs() throws -> [String]? {
      let text = try String(contentsOfFile: file.path, encoding: .utf8)
      return try JSON(parsing: text)["inputs"]?.array?.compactMap { $0["id"]?.string }
    }
    let (local, remote) = (try #require(local(.vscode).entry), try #require(remote(.vscode).entry))
    _ = try file.put(local)
    #expect(try inputs() == ["panther_api_token"])
    _ = try file.put(remote)
    #expect(try inputs() == ["mcp_http_token"])
    _ = try file.put(try #require(self.local(.vscode, [.demo: "true"]).entry))
    #expect(try inputs() == nil)
    // Another server uses one of ours, and the person has one, too.
    let other =
      #"{"inputs":[{"id":"mine"},{"id":"panther_api_token"}],"servers":{"a":{"x":"${input:panther_api_token}"}}}"#
    try other.write(toFile: file.path, atomically: false, encoding: .utf8)
    _ = try file.put(remote)
    #expect(try inputs() == ["mine", "panther_api_token", "mcp_http_token"])
  }

  @Test func `what protects stays, unless the new command line sets the same`() throws {
    let old: JSON.Object = [
      "command": "docker",
      "args": [
        "run", "--read-only", "-e", "PANTHER_INSTANCE_URL=https://a.example", "ghcr.io/x/mcp-panther:3", "--read-only",
        "--profile", "analyst", "--audit-log=/a.jsonl", "--block", "get_user", "--no-redact",
      ], "env": ["PANTHER_MCP_ASK": "writes", "PANTHER_MCP_RATE_LIMIT": "5"],
    ]
    let new: JSON.Object = [
      "command": "/p", "args": ["--profile", "engineer"], "env": ["PANTHER_MCP_RATE_LIMIT": "9"],
    ]
    let merge = EntryMerge(old, new)
    #expect(
      merge.entry["args"] == [
        "--profile", "engineer", "--read-only", "--audit-log=/a.jsonl", "--block", "get_user",
      ])
    #expect(merge.entry["env"] == ["PANTHER_MCP_ASK": "writes", "PANTHER_MCP_RATE_LIMIT": "9"])
    #expect(merge.lost == ["--no-redact"])
    #expect(
      merge.notes == [
        "Kept what protects in the old entry: --read-only, --audit-log=/a.jsonl, --block get_user, PANTHER_MCP_ASK. To "
          + "drop it, delete it from the file, or give the flag with another value."
      ])
    #expect(EntryMerge(merge.entry, new).entry == merge.entry)
    // A server elsewhere takes none of it.
    let remote = EntryMerge(old, ["url": "https://a.example/mcp"])
    #expect(remote.entry == ["url": "https://a.example/mcp"])
    #expect(remote.lost.contains("--read-only") && remote.lost.contains("PANTHER_MCP_ASK") && remote.notes.isEmpty)
  }

  @Test(arguments: Flag.allCases.filter { $0.scope == .server }) func `only what protects is kept`(_ flag: Flag) {
    let words = [JSON.string(flag.rawValue)] + (flag.value == nil ? [] : ["x"])
    let merge = EntryMerge(["command": "/p", "args": .array(words)], ["command": "/p", "args": []])
    #expect(merge.entry["args"] == (flag.protects ? .array(words) : []))
    #expect(merge.lost.isEmpty == flag.protects)
  }

  @Test func `a token that has gone is said to be in the copies that hold it`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "copies-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: "\(folder)/.cursor", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = "\(folder)/.cursor/mcp.json"
    let entry = #"{"mcpServers":{"panther":{"command":"x","env":{"PANTHER_API_TOKEN":"a-real-token-0123"}}}}"#
    try entry.write(toFile: file, atomically: false, encoding: .utf8)
    func write(_ words: String...) async throws -> String {
      let program = try ServerProcess(["config", "cursor", "--write"] + words, environment: ["HOME": folder])
      #expect(try await program.exit() == 0)
      return program.errors
    }
    #expect(!(try await write("--read-only")).contains("delete that copy"))
    let gone = try await write("--url", "https://mcp.acme.example/mcp")
    #expect(gone.contains("still in \(file).backup, \(file).backup-2: delete that copy"), "\(gone)")
    #expect(!gone.contains("a-real-token"))
    #expect(!(try await write("--demo")).contains("delete that copy"))
  }
}
