package import MCP

/// An area of tools that can be switched on and off as one.
package struct Toolset: Sendable {
  /// The name that `--toolsets` and the other control settings take.
  package let name: String
  /// The name in headings.
  package let title: String
  /// The tools of the area, in the order that they are listed in.
  package let entries: [Entry]

  init(name: String, title: String, tools: [any PantherTool.Type]) {
    (self.name, self.title) = (name, title)
    entries = tools.map { Entry($0) }
  }

  /// The tools of the area, as the protocol knows them.
  package var tools: [AnyTool<Call>] { entries.map(\.tool) }

  /// A tool, with what the protocol does not know of it.
  package struct Entry: Sendable {
    /// The tool itself.
    package private(set) var tool: AnyTool<Call>
    /// The permissions that the API token needs for the tool.
    package let permissions: Permissions
    /// The kinds of data that its answers come from.
    package let dataRead: [DataKind]
    /// Permissions that only some calls of the tool need besides.
    let mayUse: [Permission]
    /// A request that the tool answers, in a person's words.
    package let sample: String

    init<T: PantherTool>(_ type: T.Type) {
      tool = AnyTool(type)
      permissions = T.permissions
      dataRead = T.dataRead
      mayUse = T.mayUse
      sample = T.sample
    }

    /// The same entry, of whose page clients are not told.
    var withoutView: Entry {
      var entry = self
      entry.tool = tool.withoutView
      return entry
    }
  }
}
