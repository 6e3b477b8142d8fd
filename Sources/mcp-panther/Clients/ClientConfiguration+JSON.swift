import Foundation
import JSON
import WebAddresses

/// The clients whose files are JSON.
extension ClientConfiguration {
  /// The name of the server among those of the client.
  static let server = "panther"
  /// Stands for the token until a person replaces it. The server knows it, and says what to do.
  static let tokenPlaceholder = "your-panther-api-token"

  static func claudeDesktop(_ launch: ClientLaunch, folder: String) -> ClientConfiguration {
    let file = "\(folder)/claude_desktop_config.json"
    var configuration = mergeable(servers: entry(launch, token: tokenPlaceholder), file: file)
    configuration.next =
      fillIn(launch, tokenPlaceholder) + [
        "Then quit and restart Claude Desktop, and ask: Which tools does panther have?"
      ]
    return configuration
  }

  static func claudeCode(_ launch: ClientLaunch) -> ClientConfiguration {
    let entry = entry(launch, type: "stdio", token: "${\(ClientLaunch.tokenVariable)}")
    let servers: JSON.Object = ["mcpServers": [server: .object(entry)]]
    return ClientConfiguration(
      text: JSON.object(servers).formatted(), file: ".mcp.json",
      command: Quoting.shell(["claude", "mcp", "add-json", "--scope", "user", server, JSON.object(entry).text]),
      next: export(launch) + ["See that it works: claude mcp list"])
  }

  static func cursor(_ launch: ClientLaunch, file: String) -> ClientConfiguration {
    let entry = entry(launch, token: "${env:\(ClientLaunch.tokenVariable)}")
    var configuration = mergeable(servers: entry, file: file)
    let config = Data(JSON.object(entry).bytes).base64EncodedString().percentEncoded
    configuration.link = "cursor://anysphere.cursor-deeplink/mcp/install?name=\(server)&config=\(config)"
    configuration.next = export(launch) + ["Then start Cursor from there; Settings > MCP shows the server."]
    return configuration
  }

  static func vscode(_ launch: ClientLaunch, file: String) -> ClientConfiguration {
    let input = "panther_api_token"
    let entry = entry(launch, type: "stdio", token: "${input:\(input)}")
    var members: JSON.Object = ["servers": [server: .object(entry)]]
    let inputs: JSON = [
      ["type": "promptString", "id": .string(input), "description": "Panther API token", "password": true]
    ]
    var install = JSON.Object([("name", .string(server))] + entry.members.map { ($0.key, $0.value) })
    if launch.token == .variable {
      members["inputs"] = inputs
      install["inputs"] = inputs
    }
    let json = JSON.object(install).text
    return ClientConfiguration(
      text: JSON.object(members).formatted(), file: file, members: members,
      command: Quoting.shell(["code", "--add-mcp", json]), link: "vscode:mcp/install?\(json.percentEncoded)",
      next: fillIn(launch, nil) + (launch.token == .variable ? ["VS Code asks for the token once."] : [])
        + ["See that it works: the command MCP: List Servers."])
  }

  static func gemini(_ launch: ClientLaunch, file: String) -> ClientConfiguration {
    // In `env`, because Gemini lets a server inherit no variable whose name looks like that of a secret.
    var configuration = mergeable(servers: entry(launch, token: "$\(ClientLaunch.tokenVariable)"), file: file)
    configuration.next = export(launch) + ["See that it works: /mcp in Gemini CLI."]
    return configuration
  }

  static func docker(_ launch: ClientLaunch) -> ClientConfiguration {
    let words = [launch.command] + launch.arguments
    return ClientConfiguration(
      text: JSON.object(["mcpServers": [server: .object(entry(launch, token: tokenPlaceholder))]]).formatted(),
      file: "the client's file", command: Quoting.shell(words),
      next: fillIn(launch, tokenPlaceholder)
        + (launch.namesFiles ? ["Files of flags are files in the container: mount their folders with -v."] : []))
  }

  // MARK: - What they share

  private static func mergeable(servers entry: JSON.Object, file: String) -> ClientConfiguration {
    let members: JSON.Object = ["mcpServers": [server: .object(entry)]]
    return ClientConfiguration(text: JSON.object(members).formatted(), file: file, members: members)
  }

  private static func entry(_ launch: ClientLaunch, type: String? = nil, token: String) -> JSON.Object {
    var entry: JSON.Object = [:]
    entry["type"] = type.map(JSON.string)
    entry["command"] = .string(launch.command)
    entry["args"] = JSON(launch.arguments)
    let environment = launch.environment(token: token)
    if !environment.isEmpty { entry["env"] = .object(environment) }
    return entry
  }

  /// Says what to put in the place of placeholders.
  static func fillIn(_ launch: ClientLaunch, _ token: String?) -> [String] {
    var places: [String] = []
    if launch.environment["PANTHER_INSTANCE_URL"] == .string(ClientLaunch.instancePlaceholder) {
      places.append("\(ClientLaunch.instancePlaceholder) by the URL of your Panther console")
    }
    if launch.token == .variable, let token { places.append("\(token) by an API token") }
    return places.isEmpty ? [] : ["Replace \(places.joined(separator: ", and "))."]
  }

  /// Says also where to put the token, for clients that take it from their environment.
  static func export(_ launch: ClientLaunch) -> [String] {
    fillIn(launch, nil)
      + (launch.token == .variable ? ["Export \(ClientLaunch.tokenVariable) in the shell that starts the client."] : [])
  }
}
