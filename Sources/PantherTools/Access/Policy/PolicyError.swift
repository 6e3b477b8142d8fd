import MCP

/// A word of a control setting, such as `--toolsets`, that is no toolset, tool or effect; or no profile.
package struct PolicyError: Error, CustomStringConvertible {
  /// The flag, the word, the nearest known word, and the words that are known.
  package let description: String

  init(profile name: String) {
    let names = Profile.all.map(\.name)
    let near = Names.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
    description = "--profile takes \(names.joined(separator: ", ")), not \(name.prefix(80))\(near)"
  }

  init(_ description: String) {
    self.description = description
  }

  init(word: String, flag: String, known: [String]) {
    let near = Names.nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
    let areas = Toolset.all.map(\.name).joined(separator: ", ")
    description = """
      \(flag) names \(word.prefix(80)), which is no toolset, tool or effect\(near)
      Toolsets: \(areas). Effects: reads, spends, writes, destructive, all. Tools: mcp-panther tools
      """
  }
}
