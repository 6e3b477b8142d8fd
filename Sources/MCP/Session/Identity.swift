import JSON

/// What the server says of itself.
package struct Identity: Sendable {
  package let name: String
  package let title: String
  package let version: String
  /// What the server is for and how its tools fit together; under 2 KB, because hosts cut there.
  package let instructions: String

  package init(name: String, title: String, version: String, instructions: String) {
    self.name = name
    self.title = title
    self.version = version
    self.instructions = instructions
  }

  func info(for revision: Revision) -> JSON {
    var info: JSON.Object = ["name": .string(name)]
    if revision.hasTitles { info["title"] = .string(title) }
    info["version"] = .string(version)
    return .object(info)
  }
}
