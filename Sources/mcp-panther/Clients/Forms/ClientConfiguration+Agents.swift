import ConfigurationText
import Foundation
import JSON
import WebAddresses

/// Agents of the command line, and LM Studio.
extension ClientConfiguration {
  static func copilotCLI(_ access: ServerAccess, file: String) -> ClientConfiguration {
    let dialect = JSONDialect(
      launchType: "local", addressType: "http", reference: { "${\($0)}" }, more: ["tools": ["*"]])
    var configuration = dialect.configuration(access, file: file)
    configuration.next = ["See that it works: /mcp show in Copilot CLI."]
    return configuration
  }

  static func gemini(_ access: ServerAccess, file: String) -> ClientConfiguration {
    // In `env`, because Gemini lets a server inherit no variable whose name looks like that of a secret.
    var configuration = JSONDialect(addressType: "http", reference: { "$\($0)" }).configuration(access, file: file)
    configuration.next = ["See that it works: /mcp in Gemini CLI."]
    return configuration
  }

  static func lmStudio(_ access: ServerAccess, file: String) -> ClientConfiguration {
    let dialect = JSONDialect()
    var configuration = dialect.configuration(access, file: file)
    let config = Data(JSON.object(dialect.entry(access)).bytes).base64EncodedString().percentEncoded
    configuration.link = "lmstudio://add_mcp?name=\(server)&config=\(config)"
    configuration.next = ["LM Studio loads the server when the file is saved (Program > Install > Edit mcp.json)."]
    return configuration
  }

  static func codex(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var entry: JSON.Object = [:]
    var words = ["codex", "mcp", "add", server]
    var dialog: [String] = []
    switch access {
    case .launch(let launch):
      entry = ["command": .string(launch.command), "args": JSON(launch.arguments)]
      let environment = launch.environmentWithoutToken
      if !environment.isEmpty { entry["env"] = .object(environment) }
      words += environment.members.flatMap { ["--env", "\($0.key)=\($0.value.string ?? "")"] }
      words += ["--", launch.command] + launch.arguments
      if launch.token == .variable {
        entry["env_vars"] = [.string(ClientLaunch.tokenVariable)]
        dialog = [
          "After codex mcp add, put this under [mcp_servers.\(server)] too, for the token: "
            + "env_vars = [\"\(ClientLaunch.tokenVariable)\"]"
        ]
      }
    case .address(let address):
      entry = ["url": .string(address.url), "bearer_token_env_var": .string(ServerAddress.tokenVariable)]
      words += ["--url", address.url, "--bearer-token-env-var", ServerAddress.tokenVariable]
    }
    var configuration = ClientConfiguration(FileEntry(format: .toml, list: "mcp_servers", entry: entry), file: file)
    configuration.command = Quoting.shell(words)
    configuration.needs = .all { $0 }
    configuration.dialog = dialog
    configuration.next = ["See that it works: /mcp in Codex."]
    return configuration
  }

  static func goose(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var entry: JSON.Object = ["enabled": true]
    var command: String?
    let description = "Panther security"
    var fields = [("Extension Name", server)]
    switch access {
    case .launch(let launch):
      let environment = launch.environmentWithoutToken
      let keys = launch.token == .variable ? [ClientLaunch.tokenVariable] : []
      entry.merge([
        "type": "stdio", "name": .string(server), "description": .string(description),
        "cmd": .string(launch.command), "args": JSON(launch.arguments), "envs": .object(environment),
        "env_keys": JSON(keys),
      ])
      let words = environment.members.map { "\($0.key)=\($0.value.string ?? "")" } + [launch.command] + launch.arguments
      command = "goose session --with-extension \(Quoting.shell(Quoting.shell(words)))"
      fields += [
        ("Type", "Standard IO (STDIO)"), ("Description", description),
        ("Command", Quoting.shell([launch.command] + launch.arguments)),
      ]
      fields += environment.members.map { ("Environment Variables", "\($0.key) = \($0.value.string ?? "")") }
      fields += keys.map { ("Environment Variables", "\($0) = your API token of Panther") }
    case .address(let address):
      let authorization = ServerAddress.authorization("${\(ServerAddress.tokenVariable)}")
      entry.merge([
        "type": "streamable_http", "name": .string(server), "description": .string(description),
        "uri": .string(address.url), "headers": ["Authorization": .string(authorization)], "envs": [:],
        "env_keys": [.string(ServerAddress.tokenVariable)],
      ])
      fields += [
        ("Type", "Streamable HTTP"), ("Description", description), ("Endpoint", address.url),
        ("Request Headers", "Authorization = Bearer, a space, and your token for this server"),
      ]
    }
    entry["timeout"] = 300
    fields.append(("Timeout", "300"))
    var configuration = ClientConfiguration(FileEntry(format: .yaml, list: "extensions", entry: entry), file: file)
    configuration.command = command
    configuration.dialog =
      ["Or in Goose Desktop: Extensions > Add custom extension, and fill in (press Add after each pair):"]
      + fields.map { "  \($0.0.padding(toLength: 22, withPad: " ", startingAt: 0)) \($0.1)" }
    configuration.needs = .all { $0 }
    configuration.next =
      entry["env_keys"] == [] ? [] : ["Or let goose keep the token in the keyring: goose configure > Add Extension."]
    return configuration
  }
}
