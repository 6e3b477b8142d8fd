import JSON
import Text

/// How objects are shown as tables: a table for each value of one of their members.
struct Grouping: Sendable {
  /// The member that says which table an object belongs to, such as `p_log_type`.
  let key: String
  /// What the answer calls that value.
  let title: String
  let choice: ColumnChoice

  /// The indexes of the objects of each table, in the order in which the tables are met first.
  func groups(of items: [JSON]) -> [[Int]] {
    var places: [ExactText: Int] = [:]
    var groups: [[Int]] = []
    for (index, item) in items.enumerated() {
      let name = ExactText(item[key]?.text ?? "")
      if let place = places[name] {
        groups[place].append(index)
      } else {
        places[name] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// The objects as the answer has them: one list, or a list for each table where there are several.
  func tree(of items: [JSON]) -> JSON {
    let groups = groups(of: items)
    guard groups.count > 1 else { return .array(items) }
    return .array(groups.map { group in .array(group.map { items[$0] }) })
  }
}
