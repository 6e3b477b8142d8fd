import MCP
import Panther

/// Settings in the environment that would be lost without a word: a variable that is empty, or one whose name is nearly
/// a name of ours. Other variables that begin like ours belong to the programs that start this one.
struct LostSettings {
  /// Names that are likely a mistake. They stop nothing, because a variable of the host may look like ours.
  let warnings: [String]

  /// A variable of ours, as far as it matters here.
  private struct Known {
    let name: String
    let protects: Bool
  }

  /// Looks for them.
  ///
  /// - Parameter servesHTTP: whether the settings of HTTP matter.
  /// - Throws: for a variable that protects and is empty: the server would do what its operator believes to have
  ///   forbidden.
  init(_ environment: [String: String], servesHTTP: Bool) throws(UsageError) {
    let flags = Flag.allCases.compactMap { flag in
      flag.variable.map {
        Known(name: $0, protects: flag.protects && (servesHTTP || flag.scope != .http))
      }
    }
    // Those without a flag that protect are all about HTTP.
    let others = Variable.all.map { Known(name: $0.name, protects: $0.protects && servesHTTP) }
    let known = flags + others
    for variable in known where variable.protects {
      if let value = environment[variable.name], FlagValues.words(value).isEmpty {
        throw UsageError("\(variable.name) is set but empty, so it protects nothing. Give it a value, or unset it.")
      }
    }
    let names = Set(known.map(\.name))
    var warnings: [String] = []
    for name in environment.keys.sorted() where !names.contains(name) && Self.beginsLikeOurs(name) {
      guard let meant = known.first(where: { Self.isNear(name, $0) }) else { continue }
      warnings.append("\(name) is no variable of this program; did you mean \(meant.name)?")
    }
    self.warnings = warnings
  }

  private static let prefixes = ["PANTHER_MCP_", "PANTHER_", "MCP_"]

  /// Whether a name is probably meant to be one of ours. Either it begins alike, and the rest is the same but for
  /// underscores, an ending, or a letter (two in a long name). Or only the prefix is another one.
  private static func isNear(_ name: String, _ ours: Known) -> Bool {
    guard let prefix = prefixes.first(where: ours.name.hasPrefix) else { return false }
    if withoutPrefixes(name) == withoutPrefixes(ours.name) { return true }
    guard name.uppercased().hasPrefix(prefix) else { return false }
    let (rest, right) = (letters(name.dropFirst(prefix.count)), letters(ours.name.dropFirst(prefix.count)))
    let ending = rest.hasPrefix(right) && rest.count <= right.count + 2
    // Only names of this program begin so. Half of one that protects, such as PANTHER_MCP_AUDIT, is meant for it.
    let isHalf = prefix == prefixes[0] && ours.protects && ours.name.hasPrefix(name.uppercased() + "_")
    return ending || isHalf || Names.distance(rest, right) <= (right.count < 8 ? 1 : 2)
  }

  private static func beginsLikeOurs(_ name: String) -> Bool {
    name.utf8.count <= 60 && words.contains(where: name.uppercased().hasPrefix)
  }

  /// What prefixes are made of.
  private static let words = ["PANTHER", "MCP"]

  /// What is left of a name when everything that a prefix is made of was taken from its beginning.
  private static func withoutPrefixes(_ name: String) -> String {
    var rest = letters(name[...])[...]
    while let word = words.first(where: rest.hasPrefix) { rest = rest.dropFirst(word.count) }
    return String(rest)
  }

  private static func letters(_ text: Substring) -> String { text.uppercased().filter { $0 != "_" && $0 != "-" } }
}
