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
      guard let meant = known.first(where: { Self.isNear(name, $0.name) }) else { continue }
      warnings.append("\(name) is no variable of this program; did you mean \(meant.name)?")
    }
    self.warnings = warnings
  }

  private static let prefixes = ["PANTHER_MCP_", "PANTHER_", "MCP_"]

  /// Whether a name is probably meant to be one of ours: it begins alike, and the rest is the same but for
  /// underscores, an ending, or a letter (two in a long name).
  private static func isNear(_ name: String, _ ours: String) -> Bool {
    guard let prefix = prefixes.first(where: ours.hasPrefix), name.uppercased().hasPrefix(prefix) else { return false }
    let (rest, right) = (letters(name.dropFirst(prefix.count)), letters(ours.dropFirst(prefix.count)))
    let ending = rest.hasPrefix(right) && rest.count <= right.count + 2
    return ending || Names.distance(rest, right) <= (right.count < 8 ? 1 : 2)
  }

  private static func beginsLikeOurs(_ name: String) -> Bool {
    name.utf8.count <= 60 && prefixes.contains(where: name.uppercased().hasPrefix)
  }

  private static func letters(_ text: Substring) -> String { text.uppercased().filter { $0 != "_" && $0 != "-" } }
}
