import ConfigurationText
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
  private let entry = FileEntry(
    format: .json, list: "mcpServers",
    entry: ["command": "/new", "args": ["--demo"], "env": ["PANTHER_API_TOKEN": "your-panther-api-token"]])

  private func entry(_ members: JSON.Object, others: JSON.Object = [:]) -> FileEntry {
    FileEntry(format: .json, list: "mcpServers", entry: members, others: others)
  }

  /// The entry of this server in the file.
  private func panther() throws -> JSON? { try JSON(parsing: text(path))["mcpServers"]?["panther"] }

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
    let outcome = try file.put(entry)
    #expect(outcome.isWritten && !outcome.wasThere && outcome.backup == nil)
    #expect(try JSON(parsing: text(file.path)) == .object(entry.members))
    #expect(try mode(file.path) == 0o600)
  }

  @Test func `what narrowed the server and does so no longer is named`() throws {
    let args = #"["run","--rm","--read-only","ghcr.io/x/mcp-panther:3","--no-redact","--ask=writes","--demo"]"#
    let env = #"{"PANTHER_MCP_BLOCK":"get_user","OTHER":"1"}"#
    try put(#"{"mcpServers":{"panther":{"command":"x","args":\#(args),"env":\#(env)},"o":{"args":["--x"]}}}"#)
    let launch = try ConfigurationFile(path: path).put(entry(["command": "y", "args": ["--demo"]]))
    #expect(launch.merge.lost == ["--no-redact"])
    let address = try ConfigurationFile(path: path).put(entry(["url": "https://a.example/mcp"]))
    #expect(address.merge.lost == ["--demo", "--ask=writes", "PANTHER_MCP_BLOCK"])
  }

  @Test func `everything else stays as it is, byte for byte`() throws {
    let old = """
      {
      \t// mine
      \t"z":1.50, "mcpServers": { "other": {"command":"x",}, /* a */ "a":{} },
      \t"big":9007199254740993, "é":null,
      }
      """
    try put(old, mode: 0o640)
    let outcome = try ConfigurationFile(path: path).put(entry)
    #expect(outcome.isWritten && outcome.wasThere && !outcome.hadEntry && outcome.backup == "\(path).backup")
    let new = try text(path)
    let start = try #require(old.firstRange(of: #""a":{}"#)).upperBound
    #expect(new.hasPrefix(old[..<start] + ", \"panther\": {"))
    #expect(new.hasSuffix(old[start...]))
    #expect(try mode(path) == 0o640)
    #expect(try text("\(path).backup") == old)
    #expect(try mode("\(path).backup") == 0o640)
  }

  @Test func `an entry is renewed, but what a person has filled in stays`() throws {
    try put(
      """
      {"mcpServers":{"panther":{"command":"/old","args":["--x"],"timeout":5,"env":{"PANTHER_API_TOKEN":"real",
      "PANTHER_INSTANCE_URL":"https://acme.runpanther.net","MINE":"1"}}}}
      """)
    let environment: JSON = [
      "PANTHER_INSTANCE_URL": .string(ClientLaunch.instancePlaceholder), "PANTHER_API_TOKEN": "your-panther-api-token",
    ]
    let outcome = try ConfigurationFile(path: path).put(
      entry(["command": "/new", "args": ["--demo"], "env": environment]))
    #expect(outcome.merge.notes == ["The API token that stood there was kept."])
    #expect(
      try panther() == [
        "command": "/new", "args": ["--demo"], "timeout": 5,
        "env": [
          "PANTHER_API_TOKEN": "real", "PANTHER_INSTANCE_URL": "https://acme.runpanther.net", "MINE": "1",
        ],
      ])
  }

  @Test func `a placeholder or a file of the token changes places only with another of its kind`() throws {
    let file: JSON.Object = ["command": "/p", "env": ["PANTHER_API_TOKEN_FILE": "/t"]]
    try put(#"{"mcpServers":{"panther":{"command":"x","env":{"PANTHER_API_TOKEN":"${X}"}}}}"#)
    #expect(try ConfigurationFile(path: path).put(entry).merge.notes.isEmpty)
    #expect(try panther()?["env"] == ["PANTHER_API_TOKEN": "your-panther-api-token"])
    #expect(try ConfigurationFile(path: path).put(entry(file)).merge.notes.isEmpty)
    #expect(try panther()?["env"] == ["PANTHER_API_TOKEN_FILE": "/t"])
    #expect(try ConfigurationFile(path: path).put(entry).merge.notes.count == 1)
    #expect(try panther()?["env"] == ["PANTHER_API_TOKEN_FILE": "/t"])
    try put(#"{"mcpServers":{"panther":{"command":"x","env":{"PANTHER_API_TOKEN":"real"}}}}"#)
    #expect(try ConfigurationFile(path: path).put(entry(file)).merge.notes.first?.contains("taken out") == true)
    #expect(try panther()?["env"] == ["PANTHER_API_TOKEN_FILE": "/t"])
  }

  @Test func `a token of one instance is not kept for another`() throws {
    let env =
      #"{"PANTHER_INSTANCE_URL":"https://a.example","PANTHER_API_TOKEN":"real","PANTHER_REST_API_URL":"https://r.a.example"}"#
    try put(#"{"mcpServers":{"panther":{"command":"x","env":\#(env)}}}"#)
    let other: JSON.Object = [
      "command": "x",
      "env": ["PANTHER_INSTANCE_URL": "https://b.example", "PANTHER_API_TOKEN": "your-panther-api-token"],
    ]
    let outcome = try ConfigurationFile(path: path).put(entry(other))
    #expect(try panther()?["env"] == other["env"])
    #expect(
      outcome.merge.notes == ["PANTHER_API_TOKEN and PANTHER_REST_API_URL of another instance stood there and went."])
  }

  @Test func `an address of the API that stands there without an instance is named`() throws {
    try put(#"{"mcpServers":{"panther":{"command":"x","env":{"PANTHER_REST_API_URL":"https://evil.example"}}}}"#)
    let outcome = try ConfigurationFile(path: path).put(
      entry(["command": "x", "env": ["PANTHER_INSTANCE_URL": "https://b.example"]]))
    #expect(outcome.merge.notes.contains { $0.contains("the token goes to \"https://evil.example\"") })
  }

  @Test func `the headers of one server do not go to another, whatever their names`() throws {
    let old = #"{"url":"https://a.example/mcp","headers":{"authorization":"Bearer S","X-Api-Key":"S2"}}"#
    func address(_ host: String) -> FileEntry {
      entry(["url": .string("https://\(host)/mcp"), "headers": ["Authorization": "Bearer ${T}"]])
    }
    try put(#"{"mcpServers":{"panther":\#(old)}}"#)
    _ = try ConfigurationFile(path: path).put(address("a.example"))
    #expect(try panther()?["headers"] == ["authorization": "Bearer S", "X-Api-Key": "S2"])
    _ = try ConfigurationFile(path: path).put(address("b.example"))
    #expect(try panther()?["headers"] == ["Authorization": "Bearer ${T}"])
  }

  @Test func `another program does not get Panther's token`() throws {
    try put(#"{"mcpServers":{"panther":{"command":"x","env":{"PANTHER_API_TOKEN":"real","OTHER":"1"}}}}"#)
    let remote: JSON.Object = ["command": "npx", "args": ["mcp-remote", "https://b.example/mcp"], "env": ["A": "b"]]
    _ = try ConfigurationFile(path: path).put(entry(remote))
    let kept = try panther()?["env"]
    #expect(kept == ["A": "b", "OTHER": "1"], "\(kept?.text ?? "")")
  }

  @Test func `a server over HTTP takes the place of one that is started, and the other way round`() throws {
    func keys() throws -> [String]? { try panther()?.object?.keys.sorted() }
    let address: JSON.Object = [
      "type": "http", "url": "https://a.example/mcp", "headers": ["Authorization": "Bearer ${T}"],
    ]
    try put(#"{"mcpServers":{"panther":{"command":"x","args":[],"env":{"A":"1"},"disabled":false}}}"#)
    _ = try ConfigurationFile(path: path).put(entry(address))
    #expect(try keys() == ["disabled", "headers", "type", "url"])
    #expect(try panther()?["url"] == "https://a.example/mcp")
    _ = try ConfigurationFile(path: path).put(entry)
    #expect(try keys() == ["args", "command", "disabled", "env"])
  }

  @Test(
    arguments: [
      ("https://a.example/mcp", ["Authorization": "Bearer real", "X": "1"], "kept"),
      ("https://b.example/mcp", ["Authorization": "Bearer ${T}"], "taken out"),
    ] as [(String, JSON, String)])
  func `a token for one server goes to no other`(_ url: String, _ headers: JSON, _ word: String) throws {
    try put(
      #"{"mcpServers":{"panther":{"url":"https://a.example/mcp","headers":{"Authorization":"Bearer real","X":"1"}}}}"#)
    let outcome = try ConfigurationFile(path: path).put(
      entry(["url": .string(url), "headers": ["Authorization": "Bearer ${T}"]]))
    #expect(outcome.merge.notes.count == 1 && outcome.merge.notes[0].contains(word))
    #expect(try panther()?["headers"] == headers)
    let bridge: (String) -> JSON.Object = {
      ["command": "npx", "args": ["-y", "m", .string($0)], "env": ["MCP_AUTHORIZATION": "Bearer your-mcp-http-token"]]
    }
    try put(
      #"{"mcpServers":{"panther":{"command":"npx","args":["m","https://a.example/mcp"],"env":{"MCP_AUTHORIZATION":"Bearer real"}}}}"#
    )
    _ = try ConfigurationFile(path: path).put(entry(bridge(url)))
    #expect((try panther()?["env"]?["MCP_AUTHORIZATION"] == "Bearer real") == (word == "kept"))
  }

  @Test func `inputs are told apart by their ids`() throws {
    try put(#"{"inputs":[{"id":"other"},{"id":"panther","old":true}]}"#)
    _ = try ConfigurationFile(path: path).put(entry([:], others: ["inputs": [["id": "panther"], ["id": "new"]]]))
    #expect(try JSON(parsing: text(path))["inputs"] == [["id": "other"], ["id": "panther"], ["id": "new"]])
  }

  @Test func `what is there already is not written again`() throws {
    let file = ConfigurationFile(path: path)
    _ = try file.put(entry)
    #expect(try !file.put(entry).isWritten)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test func `an older backup stays`() throws {
    try put("{}")
    try "first".write(toFile: "\(path).backup", atomically: false, encoding: .utf8)
    #expect(try ConfigurationFile(path: path).put(entry).backup == "\(path).backup-2")
    #expect(try text("\(path).backup") == "first")
  }

  @Test(arguments: ["", "  \n", "{}", "{ }", "\n{\n}\n", #"{"mcpServers":null}"#, #"{"mcpServers":{"panther":null}}"#])
  func `an empty file is filled`(_ old: String) throws {
    try put(old)
    _ = try ConfigurationFile(path: path).put(entry)
    #expect(try JSON(parsing: text(path)) == .object(entry.members))
  }

  @Test(arguments: [
    ("{ /* mine\n}", "line 1: this comment has no end"), ("{\n,}", "line 2: expected a key"),
    ("[1]", "there is a list"),
    (#"{"a":1,"b":{"c":2,"c":3}}"#, "a key stands twice"),
    (#"{"mcpServers":{},"mcpServers":{"x":{}}}"#, "stands twice"),
    (#"{"a":"\ud83d"}"#, "surrogate"), (#"{"mcpServers":[]}"#, "mcpServers: there is a list"),
    (#"{"mcpServers":{"panther":"x"}}"#, "panther: there is a string"), (#"{"a":"#, "unexpected end"),
    (#"{"inputs":{}}"#, "inputs: there is an object"), (#"{"inputs":7}"#, "inputs: there is a number"),
    (#"{"a":""# + String(repeating: "x", count: 4 << 20) + #""}"#, "larger than 4 MB"),
  ])
  func `a file that cannot be kept whole is left alone`(_ old: String, _ words: String) throws {
    try put(old)
    let entry = entry(entry.entry, others: ["inputs": [["id": "panther"]]])
    let error = #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: path).put(entry) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(try text(path) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test func `what is no file is left alone`() throws {
    try #require(mkfifo(path, 0o600) == 0)
    for path in [path, folder, "/dev/zero", "\(path)/x"] {
      #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: path).put(entry) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test func `a link to the file stays a link`() throws {
    try put("{}")
    let link = "\(folder)/link.json"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    _ = try ConfigurationFile(path: link).put(entry)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    #expect(try JSON(parsing: text(path)) == .object(entry.members))
  }

  @Test func `a link to a file that is not there yet stays a link`() throws {
    let (middle, link, target) = ("\(folder)/middle.json", "\(folder)/link.json", "\(folder)/dotfiles/mcp.json")
    try FileManager.default.createSymbolicLink(atPath: middle, withDestinationPath: "dotfiles/mcp.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: middle)
    #expect(try ConfigurationFile(path: link).put(entry).backup == nil)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == middle)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: middle) == "dotfiles/mcp.json")
    #expect(try JSON(parsing: text(target)) == .object(entry.members))
    let loop = "\(folder)/loop.json"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop.json")
    #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: loop).put(entry) }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: loop) == "loop.json")
  }

  @Test func `broken UTF-8 is left as it is`() throws {
    let old = Data(#"{"a":""#.utf8) + [0xC3, 0x28] + Data(#""}"#.utf8)
    try old.write(to: URL(filePath: path))
    let error = #expect(throws: ConfigurationFile.Refusal.self) { try ConfigurationFile(path: path).put(entry) }
    #expect(error?.description.contains("UTF-8") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mcp.json"])
  }

  @Test(.enabled(if: getuid() == 0, "Only root can give a file away.")) func `the owner, group and rights stay`() throws
  {
    try put("{}", mode: 0o640)
    try #require(chown(path, 65_532, 65_533) == 0)
    _ = try ConfigurationFile(path: path).put(entry)
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
    #expect(try file.put(entry).backup == "\(path).backup")
    let expected: JSON = .object(JSON.Object([("theirs", 2)]).merging(entry.members))
    #expect(try JSON(parsing: text(path)) == expected)
    #expect(try text("\(path).backup") == #"{"theirs":2}"#)
    try put("{}")
    file.beforeReplacing = { [path] in
      changes += 1
      try? #"{"theirs":\#(changes)}"#.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(throws: ConfigurationFile.Refusal.self) { try file.put(entry) }
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
                  _ = try ConfigurationFile(path: path).put(
                    FileEntry(format: .json, list: "list\(number)", entry: ["command": "x"]))
                })
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try JSON(parsing: text(path)).object?.count == 40)
  }

  @Test(arguments: Client.allCases.filter { ![.claudeCode, .docker].contains($0) })
  func `--write puts the entry into the client's file, and a client starts the server with it`(
    _ client: Client
  ) async throws {
    let old: [ConfigurationFormat: String] = [
      .json: "{\n  // mine\n  \"x\": 1,\n}\n", .toml: "# mine\nx = 1\n", .yaml: "# mine\nx: 1\n",
    ]
    let file = client.configuration(
      .launch(ClientLaunch(bridge: "x", arguments: [])), environment: ["HOME": folder], directory: folder)
    let (path, format) = (try #require(file.file), try #require(file.entry?.format))
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try (old[format] ?? "").write(toFile: path, atomically: false, encoding: .utf8)
    for (words, says) in [
      (["--demo"], "Added panther to"), (["--demo"], "already has this entry"), ([], "Changed panther in"),
    ] {
      let program = try ServerProcess(
        ["config", client.rawValue, "--write"] + words, environment: ["HOME": folder], directory: folder)
      #expect(try await program.exit() == 0, "\(program.errors)")
      #expect(program.text.isEmpty)
      #expect(program.errors.contains(says) && program.errors.contains(path), "\(program.errors)")
      #expect(try text(path).contains("mine"))
      let root = try ConfigurationText(Array(try text(path).utf8), format).root
      #expect(root["x"] == 1)
      #expect(root[file.entry?.list ?? ""]?["panther"]?["args"] == JSON(words))
    }
  }

  @Test func `--write says what remains to be done, and nothing that is done`() async throws {
    func config(_ words: [String], _ variables: [String: String] = [:]) async throws -> String {
      let program = try ServerProcess(
        ["config", "claude-desktop", "--write"] + words,
        environment: variables.merging(["HOME": folder, "XDG_CONFIG_HOME": folder]) { $1 })
      #expect(try await program.exit() == 0)
      return program.errors
    }
    let first = try await config([])
    #expect(first.contains("Replace your-panther-api-token") && first.contains("Replace https://your-company"))
    let path = ClientFolders(["HOME": folder, "XDG_CONFIG_HOME": folder]).claude + "/claude_desktop_config.json"
    try text(path).replacing("your-panther-api-token", with: "a-real-token")
      .write(toFile: path, atomically: false, encoding: .utf8)
    let second = try await config(["--read-only"], ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"])
    #expect(!second.contains("Replace") && second.contains("The API token that stood there was kept."))
    let third = try await config([])
    #expect(third.contains("Kept what protects in the old entry: --read-only.") && !third.contains("Warning"))
    #expect(!third.contains("Replace"))
    #expect(!(first + second + third).contains("a-real-token"))
  }

  @Test(arguments: ["claude-code", "docker"])
  func `--write prints what goes into no file`(_ client: String) async throws {
    let program = try ServerProcess(["config", client, "--demo", "--write"], environment: ["HOME": folder])
    #expect(try await program.exit() == 0)
    #expect(!program.text.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func `an older Windsurf has its file and its word for a URL`() throws {
    let address = try ServerAddress("https://a.example", environment: [:])
    func windsurf() -> ClientConfiguration {
      Client.windsurf.configuration(.address(address), environment: ["HOME": folder], directory: "/")
    }
    #expect(windsurf().file == "\(folder)/.config/devin/mcp_config.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder)/.codeium/windsurf", withIntermediateDirectories: true)
    #expect(windsurf().file == "\(folder)/.codeium/windsurf/mcp_config.json")
    #expect(windsurf().entry?.entry["serverUrl"] == "https://a.example/mcp")
  }
}
