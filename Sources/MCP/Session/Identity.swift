import JSON

/// What the server says of itself.
package struct Identity: Sendable {
  /// The name for programs.
  package let name: String
  /// The name for people.
  package let title: String
  /// The version of the program, such as 3.0.0.
  package let version: String
  /// What the server is for and how its tools fit together. It is shorter than 2 KB, because hosts cut there.
  package let instructions: String

  /// Names a server.
  package init(name: String, title: String, version: String, instructions: String) {
    self.name = name
    self.title = title
    self.version = version
    self.instructions = instructions
  }

  /// `serverInfo` as a revision knows it.
  func info(for revision: Revision) -> JSON {
    var info: JSON.Object = ["name": .string(name)]
    if revision.hasTitles { info["title"] = .string(title) }
    info["version"] = .string(version)
    return .object(info)
  }
}
