import ConfigurationText
import JSON

/// In which words a client whose file is JSON describes a server.
struct JSONDialect {
  /// The key of the object in which it keeps its servers.
  var list = "mcpServers"
  /// What it calls a server that it starts; nil where it calls it nothing.
  var launchType: String?
  /// What it calls a server over HTTP; nil where it calls it nothing.
  var addressType: String?
  var urlKey = "url"
  /// How a value names a variable of the client's environment; nil where that is not possible.
  var reference: (@Sendable (_ variable: String) -> String)?
  /// Further members that each entry has.
  var more: JSON.Object = [:]

  /// The entry of this server.
  func entry(_ access: ServerAccess) -> JSON.Object {
    var entry: JSON.Object = [:]
    switch access {
    case .launch(let launch):
      entry["type"] = launchType.map(JSON.string)
      entry["command"] = .string(launch.command)
      entry["args"] = JSON(launch.arguments)
      let token = reference?(ClientLaunch.tokenVariable) ?? ClientConfiguration.tokenPlaceholder
      let environment = launch.environment(token: token)
      if !environment.isEmpty { entry["env"] = .object(environment) }
    case .address(let address):
      entry["type"] = addressType.map(JSON.string)
      entry[urlKey] = .string(address.url)
      let token = reference?(ServerAddress.tokenVariable) ?? ClientConfiguration.httpTokenPlaceholder
      entry["headers"] = ["Authorization": .string(ServerAddress.authorization(token))]
    }
    return entry.merging(more)
  }

  /// The configuration of a client that keeps this entry in a file.
  func configuration(_ access: ServerAccess, file: String) -> ClientConfiguration {
    let entry = FileEntry(format: .json, list: list, entry: entry(access))
    var configuration = ClientConfiguration(entry, file: file)
    configuration.needs = .all(reference)
    return configuration
  }
}

extension [ClientConfiguration.Need] {
  /// What a person has to fill in, or to set in the client's environment.
  ///
  /// - Parameter reference: how a value names a variable of the environment; nil where that is not possible.
  static func all(_ reference: ((_ variable: String) -> String)?) -> Self {
    let (instance, token) = (ClientLaunch.instancePlaceholder, ClientConfiguration.tokenPlaceholder)
    var needs = [
      ClientConfiguration.Need(
        marker: instance, sentence: "Replace \(instance) by the URL of your Panther console."),
      ClientConfiguration.Need(marker: token, sentence: "Replace \(token) by an API token of Panther."),
      ClientConfiguration.Need(
        marker: ClientConfiguration.httpTokenPlaceholder,
        sentence: "Replace \(ClientConfiguration.httpTokenPlaceholder) by your token for this server."),
    ]
    if let reference {
      for variable in [ClientLaunch.tokenVariable, ServerAddress.tokenVariable] {
        needs.append(
          ClientConfiguration.Need(
            marker: reference(variable), sentence: "Export \(variable) in the shell that starts the client."))
      }
    }
    return needs
  }
}
