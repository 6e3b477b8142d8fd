import Foundation
import JSON
import Testing

@testable import mcp_panther

@Suite final class ConfigurationFileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "config-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var path: String { "\(folder)/mcp.json" }
  private let entry: JSON.Object = [
    "mcpServers": ["panther": ["command": "/new", "args": ["--demo"], "env": ["PANTHER_API_TOKEN": "your-token"]]]
  ]

  private func put(_ text: String, mode: Int = 0o644) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a new file, and its folder, are the user's own`() throws {
    let file = ConfigurationFile(path: "\(folder)/a/b/mcp.json")
    #expect(try file.merge(entry) == .written(backup: nil))
    #expect(try JSON(parsing: text(file.path)) == .object(entry))
    #expect(try mode(file.path) == 0o600)
  }

  @Test func `everything else stays, in its order and to the digit`() throws {
    try put(#"{"z":1.50,"mcpServers":{"other":{"command":"x"},"a":{}},"big":9007199254740993,"é":null}"#, mode: 0o640)
    let outcome = try ConfigurationFile(path: path).merge(entry)
    #expect(outcome == .written(backup: "\(path).backup"))
    let new = try JSON(parsing: text(path))
    #expect(new.object?.keys == ["z", "mcpServers", "big", "é"])
    #expect(new["mcpServers"]?.object?.keys == ["other", "a", "panther"])
    #expect(try text(path).contains("1.50"))
    #expect(try text(path).contains("9007199254740993"))
    #expect(try mode(path) == 0o640)
    #expect(try text("\(path).backup").hasPrefix(#"{"z":1.50"#))
    #expect(try mode("\(path).backup") == 0o640)
  }

  @Test func `an entry is renewed, but a token that was filled in stays`() throws {
    try put(
      """
      {"mcpServers":{"panther":{"command":"/old","args":["--x"],"timeout":5,"env":{"PANTHER_API_TOKEN":"real"}}}}
      """)
    _ = try ConfigurationFile(path: path).merge(entry)
    #expect(
      try JSON(parsing: text(path))["mcpServers"]?["panther"] == [
        "command": "/new", "args": ["--demo"], "timeout": 5, "env": ["PANTHER_API_TOKEN": "real"],
      ])
  }

  @Test func `inputs are told apart by their ids`() throws {
    try put(#"{"inputs":[{"id":"other"},{"id":"panther","old":true}]}"#)
    _ = try ConfigurationFile(path: path).merge(["inputs": [["id": "panther"], ["id": "new"]]])
    #expect(try JSON(parsing: text(path))["inputs"] == [["id": "other"], ["id": "panther"], ["id": "new"]])
  }

  @Test func `what is there already is not written again`() throws {
    let file = ConfigurationFile(path: path)
    _ = try file.merge(entry)
    #expect(try file.merge(entry) == .unchanged)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test func `an older backup stays`() throws {
    try put("{}")
    try "first".write(toFile: "\(path).backup", atomically: false, encoding: .utf8)
    #expect(try ConfigurationFile(path: path).merge(entry) == .written(backup: "\(path).backup-2"))
    #expect(try text("\(path).backup") == "first")
  }

  @Test(arguments: ["", "  \n", "\u{FEFF}{}", #"{"mcpServers":null}"#])
  func `an empty file is filled`(_ old: String) throws {
    try put(old)
    _ = try ConfigurationFile(path: path).merge(entry)
    #expect(try JSON(parsing: text(path)) == .object(entry))
  }

  @Test(arguments: [
    ("{ // mine\n}", "comments"), ("{,}", "not plain JSON"), ("[1]", "not a JSON object"),
    (#"{"mcpServers":[]}"#, "there is a list"), (#"{"mcpServers":{"panther":"x"}}"#, "there is a string"),
  ])
  func `a file that cannot be kept whole is left alone`(_ old: String, _ words: String) throws {
    try put(old)
    let error = #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: path).merge(entry) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(try text(path) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test func `a link to the file stays a link`() throws {
    try put("{}")
    let link = "\(folder)/link.json"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    _ = try ConfigurationFile(path: link).merge(entry)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    #expect(try JSON(parsing: text(path)) == .object(entry))
  }

  @Test(arguments: [
    ("cursor", ".cursor/mcp.json"), ("gemini", ".gemini/settings.json"),
  ])
  func `--write finds the client's file`(_ client: String, _ file: String) async throws {
    let program = try ServerProcess(["config", client, "--demo", "--write"], environment: ["HOME": folder])
    #expect(try await program.exit() == 0)
    #expect(program.text.isEmpty)
    #expect(program.errors.contains("Wrote \(folder)/\(file)."))
    #expect(try JSON(parsing: text("\(folder)/\(file)"))["mcpServers"]?["panther"]?["args"] == ["--demo"])
  }

  @Test(arguments: ["claude-code", "codex", "goose", "docker"])
  func `--write prints the client's own command where the file is not plain JSON`(_ client: String) async throws {
    let program = try ServerProcess(["config", client, "--demo", "--write"], environment: ["HOME": folder])
    #expect(try await program.exit() == 0)
    #expect(program.text.hasPrefix(client.prefix(5) == "claud" ? "claude mcp add-json" : client))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}
