import JSON

/// The clients whose files are YAML or TOML. Nothing here can change such a file and keep the rest of it.
extension ClientConfiguration {
  static func goose(_ launch: ClientLaunch, file: String) -> ClientConfiguration {
    let environment = launch.environment(token: "").members.filter { $0.key != ClientLaunch.tokenVariable }
    let pairs = environment.map { "\($0.key): \(Quoting.yamlOrTOML($0.value.string ?? ""))" }
    let keys = launch.token == .variable ? [ClientLaunch.tokenVariable] : []
    let text = """
      extensions:
        \(server):
          enabled: true
          type: stdio
          name: \(server)
          description: "Panther security"
          cmd: \(Quoting.yamlOrTOML(launch.command))
          args: \(Quoting.yamlOrTOML(launch.arguments))
          envs: {\(pairs.joined(separator: ", "))}
          env_keys: \(Quoting.yamlOrTOML(keys))
          timeout: 300
      """
    let words = environment.map { "\($0.key)=\($0.value.string ?? "")" } + [launch.command] + launch.arguments
    return ClientConfiguration(
      text: text, file: file,
      command: "goose session --with-extension \(Quoting.shell(Quoting.shell(words)))",
      next: export(launch) + (keys.isEmpty ? [] : ["Or let goose keep it: goose configure > Add Extension."]))
  }

  static func codex(_ launch: ClientLaunch, file: String) -> ClientConfiguration {
    let environment = launch.environment(token: "").members.filter { $0.key != ClientLaunch.tokenVariable }
    let pairs = environment.map { "\($0.key) = \(Quoting.yamlOrTOML($0.value.string ?? ""))" }
    var lines = [
      "[mcp_servers.\(server)]", "command = \(Quoting.yamlOrTOML(launch.command))",
      "args = \(Quoting.yamlOrTOML(launch.arguments))",
    ]
    if !pairs.isEmpty { lines.append("env = { \(pairs.joined(separator: ", ")) }") }
    let passesOn = "env_vars = \(Quoting.yamlOrTOML([ClientLaunch.tokenVariable]))"
    var next = export(launch) + ["See that it works: /mcp in Codex."]
    if launch.token == .variable {
      lines.append(passesOn)
      next.insert("After codex mcp add, put this under [mcp_servers.\(server)] too, for the token: \(passesOn)", at: 0)
    }
    let options = environment.flatMap { ["--env", "\($0.key)=\($0.value.string ?? "")"] }
    return ClientConfiguration(
      text: lines.joined(separator: "\n"), file: file,
      command: Quoting.shell(
        ["codex", "mcp", "add", server] + options + ["--", launch.command] + launch.arguments), next: next)
  }
}
