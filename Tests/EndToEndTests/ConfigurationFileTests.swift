import Foundation
import JSON
import TestSupport
import Testing

@testable import mcp_panther

@Suite(.fewAtOnce) final class ConfigurationFileTests {
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

  @Test func `flags that were there and are there no longer are named`() throws {
    let args = #"["run","--read-only","--ask","writes","--demo"]"#
    try put(#"{"mcpServers":{"panther":{"command":"x","args":\#(args)},"other":{"args":["--x"]}}}"#, mode: 0o600)
    let new: JSON.Object = ["mcpServers": ["panther": ["command": "y", "args": ["--demo"]]]]
    #expect(
      try ConfigurationFile(path: path).merge(new)
        == .written(backup: "\(path).backup", lost: ["--read-only", "--ask"]))
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
    (#"{"a":1,"b":{"c":2,"c":3}}"#, "a key stands twice"),
    (#"{"mcpServers":{},"mcpServers":{"x":{}}}"#, "stands twice"),
    (#"{"a":"\ud83d"}"#, "surrogate"), (#"{"mcpServers":[]}"#, "there is a list"),
    (#"{"mcpServers":{"panther":"x"}}"#, "there is a string"),
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

  @Test func `a link to a file that is not there yet stays a link`() throws {
    let (middle, link, target) = ("\(folder)/middle.json", "\(folder)/link.json", "\(folder)/dotfiles/mcp.json")
    try FileManager.default.createSymbolicLink(atPath: middle, withDestinationPath: "dotfiles/mcp.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: middle)
    #expect(try ConfigurationFile(path: link).merge(entry) == .written(backup: nil))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == middle)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: middle) == "dotfiles/mcp.json")
    #expect(try JSON(parsing: text(target)) == .object(entry))
    let loop = "\(folder)/loop.json"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop.json")
    #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: loop).merge(entry) }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: loop) == "loop.json")
  }

  @Test func `broken UTF-8 is left as it is`() throws {
    let old = Data(#"{"a":""#.utf8) + [0xC3, 0x28] + Data(#""}"#.utf8)
    try old.write(to: URL(filePath: path))
    let error = #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: path).merge(entry) }
    #expect(error?.description.contains("UTF-8") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test(.enabled(if: getuid() == 0, "Only root can give a file away.")) func `the owner, group and rights stay`() throws
  {
    try put("{}", mode: 0o640)
    try #require(chown(path, 65_532, 65_533) == 0)
    _ = try ConfigurationFile(path: path).merge(entry)
    for file in [path, "\(path).backup"] {
      var status = stat()
      try #require(stat(file, &status) == 0)
      #expect(status.st_uid == 65_532 && status.st_gid == 65_533)
      #expect(status.st_mode & 0o7777 == 0o640)
    }
  }

  @Test func `a change that another program makes in the meantime is kept`() throws {
    try put("{}")
    var changes = 0
    var file = ConfigurationFile(path: path)
    file.beforeReplacing = { [path] in
      changes += 1
      if changes < 3 { try? #"{"theirs":\#(changes)}"#.write(toFile: path, atomically: true, encoding: .utf8) }
    }
    #expect(try file.merge(entry) == .written(backup: "\(path).backup"))
    let expected: JSON = .object(JSON.Object([("theirs", 2)]).merging(entry))
    #expect(try JSON(parsing: text(path)) == expected)
    #expect(try text("\(path).backup") == #"{"theirs":2}"#)
    try put("{}")
    file.beforeReplacing = { [path] in
      changes += 1
      try? #"{"theirs":\#(changes)}"#.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(throws: ConfigurationFile.Refusal.self) { try file.merge(entry) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["mcp.json", "mcp.json.backup"])
  }

  @Test func `of many changes at once, none is lost`() async throws {
    try put("{}")
    let path = path
    try await withThrowingTaskGroup { group in
      for number in 0..<40 {
        group.addTask {
          try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
              done.resume(
                with: Result {
                  _ = try ConfigurationFile(path: path).merge(["mcpServers": ["server-\(number)": ["command": "x"]]])
                })
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try JSON(parsing: text(path))["mcpServers"]?.object?.count == 40)
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
