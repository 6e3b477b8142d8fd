import JSON
import Text

/// Which columns of a table stand in its rows, and which are only named or said once.
package struct ColumnChoice: Sendable {
  /// What is done with a column.
  package enum Use: Sendable, Equatable {
    /// It stands in the rows, whatever its values are, because the caller asked for it by name.
    case always
    /// It stands in the rows if its values differ.
    case usual
    /// It is only named, perhaps as one of several: `p_any_*`.
    case leftOut(as: String)
  }

  /// What a caller does to see a column that was left out, in a few words.
  let toSee: String
  let use: @Sendable (_ column: String) -> Use

  /// - Parameters:
  ///   - toSee: what a caller does to see a column that was left out, in a few words.
  ///   - use: what is done with a column of this name.
  package init(toSee: String, _ use: @escaping @Sendable (_ column: String) -> Use) {
    self.toSee = toSee
    self.use = use
  }

  /// What an answer says of the columns that were left out.
  /// - Parameter names: their names, perhaps several times.
  func note(_ names: [String]) -> JSON.Object {
    var seen: Set<ExactText> = []
    let once = names.filter { seen.insert(ExactText($0)).inserted }
    return once.isEmpty ? [:] : ["left_out": ["columns": JSON(once), "to_see": .string(toSee)]]
  }
}
