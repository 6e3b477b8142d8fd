import Foundation
import JSON
import Panther
import TestSupport
import Testing

@testable import mcp_panther

/// What `config` prints for each client, read as that client reads it.
@Suite(.fewAtOnce) struct ConfigTests {
  private static let token = "a-real-looking-token-0123456789"
  /// A path with every character that quoting can get wrong.
  private static let path = "/opt/it's a \"test\" \\ $HOME `x` ünï💧/mcp-panther"

  private func launch(
    _ flags: [Flag: String] = [:], _ environment: [String: String] = [:], program: String = path
  ) throws -> ClientLaunch {
    try ClientLaunch(program: program, flags: flags, environment: environment, directory: "/work dir")
  }

  private func configuration(_ client: Client, _ launch: ClientLaunch) -> ClientConfiguration {
    client.configuration(launch, environment: ["HOME": "/home/ana"], directory: "/work dir")
  }

  @Test(arguments: Client.allCases.filter { $0 != .docker })
  func `each form starts the server`(_ client: Client) async throws {
    let config = try ServerProcess(["config", client.rawValue, "--demo", "--read-only", "--toolsets", "alerts"])
    #expect(try await config.exit() == 0, "\(config.errors)")
    let entry = try Entry(client, config.text)
    #expect(FileManager.default.isExecutableFile(atPath: entry.command))
    #expect(entry.command.hasPrefix("/"))
    let server = try ServerProcess(entry.arguments, environment: entry.environment)
    server.send(Message.modern(1, "tools/list"))
    let tools = try await server.answer(1)["result"]?["tools"]?.array
    #expect(tools?.compactMap { $0["name"]?.string }.contains("get_alert") == true)
    #expect(tools?.contains { $0["name"] == "update_alert_status" || $0["name"] == "query_data_lake" } == false)
  }

  @Test(arguments: Client.allCases)
  func `any path, flag and variable arrives as it is`(_ client: Client) throws {
    let flags: [Flag: String] = [.readOnly: "true", .auditLog: "logs/it's.jsonl", .block: "disable_detection"]
    let url = "https://acme.example/\"'ü\u{7F}\u{85}"
    let launch = try launch(flags, ["PANTHER_INSTANCE_URL": url])
    let entry = try Entry(client, configuration(client, launch).text)
    let expected = client == .docker ? launch.inDocker : launch
    #expect(entry.command == expected.command)
    #expect(entry.arguments == expected.arguments)
    #expect(
      entry.arguments.suffix(5) == [
        "--read-only", "--block", "disable_detection", "--audit-log", "/work dir/logs/it's.jsonl",
      ])
    #expect(entry.environment["PANTHER_INSTANCE_URL"] == url)
  }

  @Test(arguments: Client.allCases)
  func `the token is nowhere`(_ client: Client) throws {
    let shown = configuration(client, try launch([:], [ClientLaunch.tokenVariable: Self.token]))
    for text in [shown.text, shown.command ?? "", shown.link ?? ""] + shown.next {
      #expect(!text.contains(Self.token))
      #expect(!text.contains(Data(Self.token.utf8).base64EncodedString().prefix(20)))
    }
    #expect(shown.text.contains(ClientLaunch.tokenVariable))
  }

  @Test func `a token in the wrong place is refused`() {
    let environment = [ClientLaunch.tokenVariable: Self.token, "PANTHER_INSTANCE_URL": "https://\(Self.token).example"]
    #expect(throws: UsageError.self) { try launch([:], environment) }
    #expect(throws: UsageError.self) {
      try launch([.auditLog: "/\(Self.token)"], [ClientLaunch.tokenVariable: Self.token])
    }
  }

  @Test(arguments: Client.allCases)
  func `the server takes what is still to be filled in for a placeholder`(_ client: Client) throws {
    for (name, other) in [
      ("PANTHER_INSTANCE_URL", ["PANTHER_API_TOKEN": "t"]),
      ("PANTHER_API_TOKEN", ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"]),
    ] {
      guard let value = try Entry(client, configuration(client, try launch()).text).environment[name] else {
        #expect([.goose, .codex].contains(client))
        continue
      }
      let environment = other.merging([name: value]) { $1 }
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration(environment: environment, demo: false).instance()
      }
      #expect(error?.description.hasPrefix("\(name) still holds a placeholder") == true)
    }
  }

  @Test func `a token file goes everywhere, by its absolute path`() throws {
    let launch = try launch([:], ["PANTHER_API_TOKEN_FILE": "secret/token", "PANTHER_API_TOKEN": Self.token])
    for client in Client.allCases where client != .docker {
      let entry = try Entry(client, configuration(client, launch).text)
      #expect(entry.environment["PANTHER_API_TOKEN_FILE"] == "/work dir/secret/token")
      #expect(entry.environment["PANTHER_API_TOKEN"] == nil)
    }
    let docker = try Entry(.docker, configuration(.docker, launch).text)
    #expect(docker.arguments.contains("/work dir/secret/token:/run/secrets/panther_api_token:ro"))
  }

  @Test(arguments: [
    ["PANTHER_API_TOKEN_FILE": token], ["PANTHER_API_TOKEN_FILE": "ab/cd+\(token)="], ["PANTHER_INSTANCE_URL": token],
    ["PANTHER_API_TOKEN_FILE": "/abcDEF123ghiJKL456mnoPQR789"],
    ["PANTHER_API_TOKEN_FILE": "/nonexist/Qb7ZtK2vXw9LmN4pRs6TyU8aCd3EfGh5"],
    ["PANTHER_API_TOKEN_FILE": "./550e8400-e29b-41d4-a716-446655440000/x"],
    ["PANTHER_INSTANCE_URL": "https://user:\(token)@acme.runpanther.net"],
    ["PANTHER_REST_API_URL": "https://\(token)@api.acme.runpanther.net"],
  ])
  func `a token in the wrong place is refused, and not shown`(_ environment: [String: String]) throws {
    let error = #expect(throws: UsageError.self) { try launch([:], environment) }
    #expect(error?.description.contains(environment.values.first ?? "") == false)
    #expect(error?.description.contains(Self.token) == false)
    #expect(error?.description.contains(environment.keys.first ?? "") == true)
  }

  @Test(arguments: [token, "/\(token)", "/tmp/x\(token)y/file", "/tmp/\(token.uppercased())"])
  func `a token file whose path holds the token is refused, and not shown`(_ file: String) throws {
    let environment = [ClientLaunch.tokenVariable: Self.token, ClientLaunch.tokenFileVariable: file]
    let error = #expect(throws: UsageError.self) { try launch([:], environment) }
    #expect(error?.description.lowercased().contains(Self.token) == false)
  }

  @Test(arguments: ["/run/secrets/panther-api-token-2026-11", "/home/ana2/.config/panther/token.v2", "k8s/tokens/prod"])
  func `the path of a token file that is still to be made is taken`(_ file: String) throws {
    let launch = try launch([:], [ClientLaunch.tokenFileVariable: file])
    #expect(launch.token == .file(file.hasPrefix("/") ? file : "/work dir/\(file)"))
  }

  @Test func `what the operator set by variables stays set`() throws {
    let environment = ["PANTHER_MCP_READ_ONLY": "true", "PANTHER_MCP_BLOCK": "get_user", "LOG_LEVEL": "debug"]
    let launch = try launch([.block: "get_role"], environment)
    #expect(launch.environment["PANTHER_MCP_READ_ONLY"] == "true")
    #expect(launch.environment["PANTHER_MCP_BLOCK"] == "get_user")
    #expect(launch.environment["LOG_LEVEL"] == nil)
    #expect(launch.arguments == ["--block", "get_role"])
  }

  @Test(arguments: [[path], ["", "'", "a b", "x=1", "$(id)", "-e"], ["--demo", "/usr/bin/x"]])
  func `a shell reads the words that were quoted`(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "for word in \(Quoting.shell(words)); do printf '%s|' \"$word\"; done"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == words.map { "\($0)|" }.joined())
  }

  @Test func `links carry the whole entry`() throws {
    let launch = try launch([.readOnly: "true"])
    let cursor = try #require(URLComponents(string: configuration(.cursor, launch).link ?? ""))
    let config = try #require(cursor.queryItems?.first { $0.name == "config" }?.value)
    let entry = try JSON(parsing: Array(try #require(Data(base64Encoded: config))))
    #expect(entry["command"]?.string == Self.path)
    let vscode = try #require(configuration(.vscode, launch).link)
    #expect(vscode.hasPrefix("vscode:mcp/install?"))
    let json = try JSON(parsing: try #require(vscode.dropFirst(19).removingPercentEncoding))
    #expect(json["name"] == "panther")
    #expect(json["args"] == ["--read-only"])
    #expect(json["inputs"]?.array?.first?["password"] == true)
  }

  @Test(arguments: [(["config"], "needs a client"), (["config", "cursr"], "did you mean cursor?")])
  func `wrong use says which clients there are`(_ words: [String], _ text: String) async throws {
    let program = try ServerProcess(words)
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains(text))
    #expect(program.errors.contains("claude-desktop"))
  }
}

/// An entry as its client reads it. Of YAML and TOML it knows only what these forms use.
private struct Entry {
  let command: String
  let arguments: [String]
  let environment: [String: String]

  init(_ client: Client, _ text: String) throws {
    let entry: JSON
    switch client {
    case .goose: entry = try Self.lines(text, ": ")
    case .codex: entry = try Self.lines(text, " = ")
    case .vscode: entry = try #require(try JSON(parsing: text)["servers"]?["panther"])
    default: entry = try #require(try JSON(parsing: text)["mcpServers"]?["panther"])
    }
    command = try #require((entry["command"] ?? entry["cmd"])?.string)
    arguments = try #require(entry["args"]?.array).compactMap(\.string)
    let members = (entry["env"] ?? entry["envs"])?.object?.members ?? []
    environment = Dictionary(
      uniqueKeysWithValues: members.compactMap { member in
        member.value.string.map { (member.key, $0) }
      })
  }

  /// Reads lines of a key and a value. The value is JSON, except that the keys of an inline table are not quoted.
  private static func lines(_ text: String, _ separator: String) throws -> JSON {
    var entry: JSON.Object = [:]
    for line in text.split(separator: "\n") {
      guard let range = line.firstRange(of: separator) else { continue }
      let key = line[..<range.lowerBound].filter { $0 != " " }
      var value = String(line[range.upperBound...])
      if value.hasPrefix("{") {
        value.replace(#/(PANTHER_[A-Z_]+)(:| =) /#) { "\"\($0.1)\": " }
      }
      entry[key] = (try? JSON(parsing: value)) ?? .string(value)
    }
    return .object(entry)
  }
}
