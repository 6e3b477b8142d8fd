import ConfigurationText
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
    configuration(client, .launch(launch))
  }

  private func configuration(_ client: Client, _ access: ServerAccess) -> ClientConfiguration {
    client.configuration(access, environment: ["HOME": "/home/ana"], directory: "/work dir")
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
    for text in [shown.text, shown.command ?? "", shown.link ?? ""] + shown.next + shown.dialog {
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
    #expect(try ShellWords.read(Quoting.shell(words)) == words)
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

  @Test(arguments: [
    (["config"], "needs a client"), (["config", "cursr"], "did you mean cursor?"),
    (["config", "cursor", "--transport", "streamable-http"], "--url https://mcp.acme.example/mcp"),
    (["config", "cursor", "--port", "3000"], "--url https://mcp.acme.example/mcp"),
    (["config", "cursor", "--url", "mcp.acme.example"], "takes the URL of a server"),
    (["config", "cursor", "--url", "https://ana:secret@mcp.acme.example"], "without user"),
    (["config", "cursor", "--url", "https://mcp.acme.example", "--read-only"], "--read-only is for the server at"),
    (["config", "docker", "--url", "https://mcp.acme.example", "--port=1"], "--port cannot go together with --url"),
  ])
  func `wrong use says what is right`(_ words: [String], _ text: String) async throws {
    let program = try ServerProcess(words)
    #expect(try await program.exit() == 64)
    #expect(program.text.isEmpty)
    #expect(program.errors.contains(text), "\(program.errors)")
    #expect(!program.errors.contains("secret"))
  }

  @Test func `a server over HTTP in the environment needs a URL too`() async throws {
    let program = try ServerProcess(["config", "cursor"], environment: ["MCP_TRANSPORT": "streamable-http"])
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains("--url"))
  }

  // MARK: Over HTTP

  private static let url = "https://mcp.acme.example/mcp"

  /// What each client has for a server over HTTP, by the facts of its own documentation.
  private static let addresses: [(Client, JSON)] = [
    (
      .claudeDesktop,
      [
        "command": "npx",
        "args": ["-y", "mcp-remote@^0.1.16", .string(url), "--header", "Authorization:${MCP_AUTHORIZATION}"],
        "env": ["MCP_AUTHORIZATION": "Bearer your-mcp-http-token"],
      ]
    ), (.claudeCode, ["type": "http", "url": .string(url), "headers": ["Authorization": "Bearer ${MCP_HTTP_TOKEN}"]]),
    (
      .claudeCodeProject,
      ["type": "http", "url": .string(url), "headers": ["Authorization": "Bearer ${MCP_HTTP_TOKEN}"]]
    ), (.cursor, ["url": .string(url), "headers": ["Authorization": "Bearer ${env:MCP_HTTP_TOKEN}"]]),
    (.vscode, ["type": "http", "url": .string(url), "headers": ["Authorization": "Bearer ${input:mcp_http_token}"]]),
    (.windsurf, ["url": .string(url), "headers": ["Authorization": "Bearer ${env:MCP_HTTP_TOKEN}"]]),
    (.zed, ["url": .string(url), "headers": ["Authorization": "Bearer your-mcp-http-token"]]),
    (.jetbrains, ["url": .string(url), "headers": ["Authorization": "Bearer your-mcp-http-token"]]),
    (
      .copilotCLI,
      [
        "type": "http", "url": .string(url), "headers": ["Authorization": "Bearer ${MCP_HTTP_TOKEN}"],
        "tools": ["*"],
      ]
    ), (.gemini, ["type": "http", "url": .string(url), "headers": ["Authorization": "Bearer $MCP_HTTP_TOKEN"]]),
    (.codex, ["url": .string(url), "bearer_token_env_var": "MCP_HTTP_TOKEN"]),
    (
      .goose,
      [
        "enabled": true, "type": "streamable_http", "name": "panther", "description": "Panther security",
        "uri": .string(url), "headers": ["Authorization": "Bearer ${MCP_HTTP_TOKEN}"], "envs": [:],
        "env_keys": ["MCP_HTTP_TOKEN"], "timeout": 300,
      ]
    ), (.lmStudio, ["url": .string(url), "headers": ["Authorization": "Bearer your-mcp-http-token"]]),
  ]

  @Test func `each client has its own form of a server over HTTP`() throws {
    #expect(Self.addresses.map(\.0) == Client.allCases.filter { $0 != .docker })
    let address = try ServerAddress("https://mcp.acme.example", environment: [:])
    for (client, entry) in Self.addresses {
      let shown = configuration(client, .address(address))
      #expect(try Entry.json(client, shown.text) == entry, "\(client)")
      let values = JSON.object(shown.entry?.entry ?? [:]).text + shown.text
      let mustSay = values.contains("your-mcp-http-token") ? "Replace your-mcp-http-token" : "MCP_HTTP_TOKEN"
      let told = shown.sentences(for: shown.entry.map { .object($0.entry) } ?? .string(shown.text))
      #expect(told.contains { $0.contains(mustSay) || $0.contains("asks for the token") }, "\(client): \(told)")
    }
    let install = try #require(configuration(.vscode, .address(address)).entry?.others["inputs"]?.array)
    #expect(install.map { $0["id"] } == ["mcp_http_token"])
    #expect(
      configuration(.codex, .address(address)).command
        == "codex mcp add panther --url \(Self.url) --bearer-token-env-var MCP_HTTP_TOKEN")
  }

  @Test func `without https to another machine, mcp-remote must be told, and a person is warned`() async throws {
    let program = try ServerProcess(["config", "claude-desktop", "--url", "http://10.0.0.1:3000"])
    #expect(try await program.exit() == 0)
    #expect(program.text.contains("--allow-http"))
    #expect(program.errors.contains("everybody on the way can read the token"))
    let local = try ServerProcess(["config", "claude-desktop", "--url", "http://127.0.0.1:3000"])
    #expect(try await local.exit() == 0)
    #expect(!local.text.contains("--allow-http") && !local.errors.contains("everybody"))
  }

  @Test(
    arguments: [
      ("https://mcp.acme.example", "https://mcp.acme.example/mcp", "mcp.acme.example", nil),
      ("https://mcp.acme.example/", "https://mcp.acme.example/mcp", "mcp.acme.example", nil),
      ("HTTPS://MCP.acme.example:8443/team/mcp", "HTTPS://MCP.acme.example:8443/team/mcp", "mcp.acme.example", 8443),
      ("http://[::1]:3000/mcp", "http://[::1]:3000/mcp", "[::1]", 3000),
    ] as [(String, String, String, Int?)])
  func `a URL is taken as people write it`(_ text: String, _ url: String, _ host: String, _ port: Int?) throws {
    let address = try ServerAddress(text, environment: [:])
    #expect(address.url == url)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(arguments: [
    "", "mcp.acme.example", "ftp://x.example", "https://", "https://a b", "https://x.example/mcp?token=1",
    "https://x.example/mcp#a", "https://a:b@x.example", "https://x.example/\(token)",
  ])
  func `what is no URL of a server, or holds a secret, is refused`(_ text: String) {
    let error = #expect(throws: UsageError.self) {
      try ServerAddress(text, environment: ["MCP_HTTP_TOKEN": Self.token])
    }
    #expect(error?.description.contains(Self.token) == false)
  }

  @Test func `the file of Docker Compose starts the server that clients reach`() throws {
    let address = try ServerAddress("https://mcp.acme.example", environment: [:])
    let launch = try launch([.readOnly: "true"], ["PANTHER_INSTANCE_URL": "https://acme.example/$x"])
    let service = { (launch: ClientLaunch, address: ServerAddress) -> JSON? in
      let text = ClientConfiguration.compose(address, launch).text
      let root = try ConfigurationText(Array(text.utf8), .yaml).root
      #expect(!text.contains(Self.token))
      return root["services"]?["mcp-panther"]
    }
    let compose = try #require(try service(launch, address))
    #expect(compose["command"] == ["--read-only"])
    #expect(compose["ports"] == ["127.0.0.1:3000:3000"])
    #expect(
      compose["environment"] == [
        "MCP_TRANSPORT": "streamable-http", "MCP_HOST": "0.0.0.0", "MCP_PORT": "3000",
        "MCP_ALLOWED_HOSTS": "mcp.acme.example", "MCP_HTTP_TOKEN": "${MCP_HTTP_TOKEN:?export it first}",
        "PANTHER_INSTANCE_URL": "https://acme.example/$$x",
        "PANTHER_API_TOKEN": "${PANTHER_API_TOKEN:?export it first}",
      ])
    // With these settings it starts.
    let variables = ["MCP_HOST": "0.0.0.0", "MCP_TRANSPORT": "streamable-http", "MCP_HTTP_TOKEN": Self.token]
    #expect(try Settings(flags: [:], environment: variables).http?.hasAuthentication == true)
    let file = try self.launch([:], ["PANTHER_API_TOKEN_FILE": "/secret/token"])
    let local = try #require(try service(file, ServerAddress("http://127.0.0.1:8080/mcp", environment: [:])))
    #expect(local["ports"] == ["127.0.0.1:8080:3000"])
    #expect(local["volumes"] == ["/secret/token:/run/secrets/panther_api_token:ro"])
    #expect(local["environment"]?["PANTHER_API_TOKEN_FILE"] == "/run/secrets/panther_api_token")
    #expect(local["environment"]?["PANTHER_API_TOKEN"] == nil)
  }

  @Test func `the health check of the file for Docker works`() async throws {
    let server = try ServerProcess(["--transport", "http", "--port", "0", "--demo"])
    let port = try await server.wait(for: "its port") {
      server.errors.firstMatch(of: /http:\/\/[^ ]*:(\d+)\/mcp\n/).map { String($0.1) }
    }
    let address = try ServerAddress("http://127.0.0.1:3000", environment: [:])
    let text = ClientConfiguration.compose(address, nil).text
    let compose = try ConfigurationText(Array(text.utf8), .yaml).root
    let test = try #require(compose["services"]?["mcp-panther"]?["healthcheck"]?["test"]?.array).compactMap(\.string)
    #expect(test.dropLast() == ["CMD", "bash", "-c"])
    let check = Process()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = ["bash", "-c", (test.last ?? "").replacing("/3000", with: "/\(port)")]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
    kill(server.process, SIGTERM)
    _ = try await server.exit()
  }

  // MARK: What is said

  @Test func `goose gets its dialog, field by field`() throws {
    let launch = try launch([.readOnly: "true"], program: "/opt/my app/mcp-panther")
    let dialog = configuration(.goose, launch).dialog.map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(dialog[0].contains("Goose Desktop: Extensions > Add custom extension"))
    let fields = dialog.dropFirst().map { $0.replacing(#/ {2,}/#, with: ": ") }
    #expect(
      fields == [
        "Extension Name: panther", "Type: Standard IO (STDIO)", "Description: Panther security",
        "Command: '/opt/my app/mcp-panther' --read-only",
        "Environment Variables: PANTHER_INSTANCE_URL = https://your-company.runpanther.net",
        "Environment Variables: PANTHER_API_TOKEN = your API token of Panther", "Timeout: 300",
      ])
  }

  @Test func `Claude Code gets its own command, to be run as it is`() async throws {
    for write in [[], ["--write"]] {
      let program = try ServerProcess(["config", "claude-code", "--demo"] + write)
      #expect(try await program.exit() == 0)
      #expect(program.text.hasPrefix("claude mcp add-json --scope user panther '{"))
      #expect(program.text.split(separator: "\n").count == 1)
      #expect(program.errors.contains("Run that command."))
      #expect(program.errors.contains("Does the client show no tools?"))
    }
  }

  @Test func `clients keep their files where their makers say`() {
    let home = ["HOME": "/h"]
    #expect(ClientFolders(home, on: .macOS).claude == "/h/Library/Application Support/Claude")
    #expect(ClientFolders(home, on: .linux).claude == "/h/.config/Claude")
    #expect(ClientFolders(["HOME": "/h", "XDG_CONFIG_HOME": "/x"], on: .linux).claude == "/x/Claude")
    #expect(ClientFolders(["HOME": "/h", "COPILOT_HOME": "/c", "CODEX_HOME": ""]).copilot == "/c")
    #expect(ClientFolders(["HOME": "/h", "CODEX_HOME": ""]).codex == "/h/.codex")
    let files: [Client: String] = [
      .claudeCodeProject: "/w/.mcp.json", .cursor: "/h/.cursor/mcp.json", .vscode: "/w/.vscode/mcp.json",
      .windsurf: "/h/.config/devin/mcp_config.json", .zed: "/h/.config/zed/settings.json",
      .jetbrains: "/h/.junie/mcp/mcp.json", .copilotCLI: "/h/.copilot/mcp-config.json",
      .gemini: "/h/.gemini/settings.json", .codex: "/h/.codex/config.toml", .goose: "/h/.config/goose/config.yaml",
      .lmStudio: "/h/.lmstudio/mcp.json",
    ]
    for (client, file) in files {
      let launch = ClientLaunch(bridge: "x", arguments: [])
      #expect(client.configuration(.launch(launch), environment: home, directory: "/w").file == file)
    }
  }
}

/// An entry as its client reads it.
private struct Entry {
  let command: String
  let arguments: [String]
  let environment: [String: String]

  init(_ client: Client, _ text: String) throws {
    let entry = try Self.json(client, text)
    command = try #require((entry["command"] ?? entry["cmd"])?.string)
    arguments = try #require(entry["args"]?.array).compactMap(\.string)
    let members = (entry["env"] ?? entry["envs"])?.object?.members ?? []
    environment = Dictionary(
      uniqueKeysWithValues: members.compactMap { member in
        member.value.string.map { (member.key, $0) }
      })
  }

  /// The entry of this server in what is printed for a client.
  static func json(_ client: Client, _ text: String) throws -> JSON {
    if client == .claudeCode { return try JSON(parsing: try words(text)) }
    let format: ConfigurationFormat = client == .goose ? .yaml : client == .codex ? .toml : .json
    let root = try ConfigurationText(Array(text.utf8), format).root
    let lists: [Client: String] = [
      .goose: "extensions", .codex: "mcp_servers", .vscode: "servers", .zed: "context_servers",
    ]
    return try #require(root[lists[client] ?? "mcpServers"]?["panther"])
  }

  /// The last word of Claude Code's command, as a shell reads it.
  private static func words(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "claude() { printf %s \"$6\"; }; \(command)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
