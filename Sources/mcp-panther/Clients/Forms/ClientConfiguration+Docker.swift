import ConfigurationText
import JSON

/// The image of this program.
extension ClientConfiguration {
  /// An entry with which any client starts the image; over HTTP, the file of Docker Compose for the server itself.
  static func docker(_ access: ServerAccess) -> ClientConfiguration {
    switch access {
    case .launch(let launch):
      let launch = launch.isInContainer ? launch : launch.inDocker
      var configuration = ClientConfiguration(
        text: FileEntry(format: .json, list: "mcpServers", entry: JSONDialect().entry(.launch(launch))).text,
        file: "the client's file")
      configuration.command = Quoting.shell([launch.command] + launch.arguments)
      configuration.needs = .all(nil)
      configuration.next.append(built)
      if launch.namesFiles {
        configuration.next.append("Files of flags are files in the container: mount their folders with -v.")
      }
      return configuration
    case .address(let address): return compose(address, nil)
    }
  }

  /// The file of Docker Compose for a server that clients reach at an address.
  ///
  /// - Parameter launch: the settings of the server.
  static func compose(_ address: ServerAddress, _ launch: ClientLaunch?) -> ClientConfiguration {
    let port = address.isLoopback ? address.port ?? 80 : 3000
    var variables = [
      ("MCP_TRANSPORT", "streamable-http"),
      // Only this address of a container can be reached from outside of it.
      ("MCP_HOST", "0.0.0.0"), ("MCP_PORT", "3000"), ("MCP_ALLOWED_HOSTS", address.host),
      (ServerAddress.tokenVariable, required(ServerAddress.tokenVariable)),
    ]
    variables += launch?.environment.members.map { ($0.key, escaped($0.value.string ?? "")) } ?? []
    var more: [String] = []
    switch launch?.token {
    case .variable?: variables.append((ClientLaunch.tokenVariable, required(ClientLaunch.tokenVariable)))
    case .file(let path)?:
      variables.append((ClientLaunch.tokenFileVariable, ClientLaunch.tokenFileInContainer))
      let mount = "\(escaped(path)):\(ClientLaunch.tokenFileInContainer):ro"
      more = ["    user: \(quoted(ClientLaunch.owner))", "    volumes:", "      - \(quoted(mount))"]
    case nil, .some(.none): break
    }
    let arguments = launch?.arguments.map(escaped) ?? []
    if !arguments.isEmpty { more.append("    command: [\(arguments.map(quoted).joined(separator: ", "))]") }
    let text = """
      # Start it with: docker compose up -d --wait
      services:
        mcp-panther:
          image: \(quoted(Program.image))
          environment:
      \(variables.map { "      \($0.0): \(quoted($0.1))" }.joined(separator: "\n"))
          ports:
            - \(quoted("127.0.0.1:\(port):3000"))
      \((more + [""]).joined(separator: "\n"))    read_only: true
          cap_drop: [ALL]
          security_opt: ["no-new-privileges:true"]
          restart: unless-stopped
          # The image sees by itself whether the server lives; this sees whether it is ready, with instance and token.
          healthcheck:
            test: ["CMD", "bash", "-c", \(quoted(healthCheck))]
            interval: 30s
            timeout: 5s
            start_period: 5s
      """
    var configuration = ClientConfiguration(text: text, file: "compose.yaml")
    configuration.needs = [
      Need(
        marker: ServerAddress.tokenVariable,
        sentence:
          "Before the start: export \(ServerAddress.tokenVariable)=\"$(openssl rand -hex 32)\". That is the token "
          + "of all clients; for one each, see --http-token-file."),
      Need(
        marker: ClientLaunch.tokenVariable + ":",
        sentence: "Before the start: export \(ClientLaunch.tokenVariable), the API token of Panther."),
      Need(
        marker: ClientLaunch.instancePlaceholder,
        sentence: "Replace \(ClientLaunch.instancePlaceholder) by the URL of your Panther console."),
    ]
    configuration.next = [
      built,
      "Then configure each client: mcp-panther config CLIENT --url \(address.url)",
    ]
    if launch?.namesFiles == true {
      configuration.next.append("Files of flags are files in the container: mount their folders under volumes.")
    }
    if !address.isLoopback {
      configuration.next.append("A proxy on this machine must pass \(address.url) on to 127.0.0.1:\(port), with TLS.")
    }
    return configuration
  }

  private static let built = "The image is built in a copy of the sources: docker build -t \(Program.image) ."

  /// Asks whether the server is ready, with what the image has: it has no curl.
  private static let healthCheck =
    "exec 3<>/dev/tcp/127.0.0.1/3000; printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3; grep -q '200 OK' <&3"

  private static func required(_ variable: String) -> String { "${\(variable):?export it first}" }

  /// Compose takes a dollar sign for the beginning of a variable.
  private static func escaped(_ text: String) -> String { text.replacing("$", with: "$$") }

  private static func quoted(_ text: String) -> String { InlineValue.yaml.text(.string(text)) }
}
