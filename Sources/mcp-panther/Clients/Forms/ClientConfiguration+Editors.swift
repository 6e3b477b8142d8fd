import ConfigurationText
import Foundation
import JSON
import WebAddresses

/// Editors.
extension ClientConfiguration {
  static func cursor(_ access: ServerAccess, file: String) -> ClientConfiguration {
    let dialect = JSONDialect(reference: { "${env:\($0)}" })
    var configuration = dialect.configuration(access, file: file)
    let config = Data(JSON.object(dialect.entry(access)).bytes).base64EncodedString().percentEncoded
    configuration.link = "cursor://anysphere.cursor-deeplink/mcp/install?name=\(server)&config=\(config)"
    configuration.next = ["Settings > MCP in Cursor shows the server."]
    return configuration
  }

  static func vscode(_ access: ServerAccess, file: String) -> ClientConfiguration {
    let inputs = [
      ClientLaunch.tokenVariable: ("panther_api_token", "Panther API token"),
      ServerAddress.tokenVariable: ("mcp_http_token", "Token for the MCP server of Panther"),
    ]
    let dialect = JSONDialect(
      list: "servers", launchType: "stdio", addressType: "http",
      reference: { variable in input(inputs[variable]?.0 ?? variable) })
    let entry = dialect.entry(access)
    let used = inputs.filter { variable, _ in JSON.object(entry).text.contains(dialect.reference?(variable) ?? "") }
    let prompts = used.values.map { id, purpose -> JSON in
      ["type": "promptString", "id": .string(id), "description": .string(purpose), "password": true]
    }
    var install = JSON.Object([("name", .string(server))] + entry.members.map { ($0.key, $0.value) })
    if !prompts.isEmpty { install["inputs"] = .array(prompts) }
    let others: JSON.Object = prompts.isEmpty ? [:] : ["inputs": .array(prompts)]
    let unused = inputs.filter { used[$0.key] == nil }.map(\.value.0)
    var configuration = ClientConfiguration(
      FileEntry(
        format: .json, list: dialect.list, entry: entry, others: others, retired: ["inputs": unused], reference: input),
      file: file)
    let json = JSON.object(install).text
    configuration.command = Quoting.shell(["code", "--add-mcp", json])
    configuration.link = "vscode:mcp/install?\(json.percentEncoded)"
    configuration.needs =
      .all(nil)
      + used.values.map { id, _ in
        Need(marker: input(id), sentence: "VS Code asks for the token once.")
      }
    configuration.next = ["See that it works: the command MCP: List Servers."]
    return configuration
  }

  /// How the file of VS Code refers to what a person is asked for.
  private static func input(_ id: String) -> String { "${input:\(id)}" }

  /// Windsurf is called Devin Desktop since June 2026, and looks for its file in another folder.
  static func windsurf(_ access: ServerAccess, _ folders: ClientFolders) -> ClientConfiguration {
    let old = "\(folders.home)/.codeium/windsurf"
    let new = "\(folders.configuration)/devin"
    let isOld = FileManager.default.fileExists(atPath: old) && !FileManager.default.fileExists(atPath: new)
    let dialect = JSONDialect(urlKey: isOld ? "serverUrl" : "url", reference: { "${env:\($0)}" })
    var configuration = dialect.configuration(access, file: "\(isOld ? old : new)/mcp_config.json")
    configuration.next = [
      "Then refresh the list of MCP servers.",
      isOld
        ? "Devin Desktop, the new name of Windsurf, reads \(new)/mcp_config.json: run this again after the update."
        : "This is for Devin Desktop, the new name of Windsurf. An older Windsurf reads \(old)/mcp_config.json, with "
          + "serverUrl in place of url.",
    ]
    return configuration
  }

  static func zed(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var configuration = JSONDialect(list: "context_servers").configuration(access, file: file)
    configuration.next = ["See that it works: Settings > AI > MCP Servers shows a green dot."]
    return configuration
  }

  static func jetbrains(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var configuration = JSONDialect().configuration(access, file: file)
    configuration.dialog = [
      "That is the file of Junie, the agent of JetBrains. AI Assistant keeps no such file: open Settings > Tools > "
        + "AI Assistant > Model Context Protocol (MCP), press Add, and paste what is printed above."
    ]
    configuration.next = ["See that it works: the same settings show the tools of the server."]
    return configuration
  }
}
