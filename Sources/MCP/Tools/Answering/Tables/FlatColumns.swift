import JSON
import Text

/// The members of several objects as columns. A nested object becomes columns of its own, such as `userIdentity.arn`,
/// where the table gets shorter by it.
struct FlatColumns {
  /// The way from the object to each column's value.
  private(set) var paths: [FieldPath] = []
  /// The objects as rows, arrays with a value for each column. A member that an object lacks is null.
  private(set) var rows: [JSON] = []

  /// More cells than any answer has room for.
  private static let mostCells = 100_000

  /// - Parameter key: a member that gets no column.
  /// - Returns: nil where something is no object, and where the table would be too large to be made.
  init?(_ objects: [JSON], without key: String) {
    guard objects.allSatisfy({ $0.object?.isEmpty == false }), let columns = Self.columns(in: objects, at: FieldPath())
    else { return nil }
    let leaves = columns.filter { !$0.path.steps[0].hasSameBytes(as: key) }.flatMap(\.leaves)
    guard !leaves.isEmpty, leaves.count * objects.count <= Self.mostCells else { return nil }
    paths = leaves.map(\.path)
    rows = objects.indices.map { row in .array(leaves.map { $0.values[row] }) }
  }

  /// A column, and the columns to put in its place where they are shorter.
  private struct Column {
    let path: FieldPath
    let values: [JSON]
    var parts: [Column] = []
    /// Whether all objects have the same value.
    var isSame = false
    /// How many bytes all values take, each as it stands in its object.
    var size = 0
    /// How many bytes the column takes in the table, with its name.
    var cost = 0

    var leaves: [Column] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    init(_ path: FieldPath, _ values: [JSON]) {
      (self.path, self.values) = (path, values)
      // An empty object would be lost among columns that are all null.
      let isNested = values.contains { !$0.isNull } && values.allSatisfy { $0.isNull || $0.object?.isEmpty == false }
      guard isNested, let parts = FlatColumns.columns(in: values, at: path) else {
        isSame = values.dropFirst().allSatisfy { $0 == values[0] }
        size = values.reduce(0) { $0 + $1.roughSize }
        cost = costAsOne
        return
      }
      isSame = values.allSatisfy { !$0.isNull } && parts.allSatisfy(\.isSame)
      size = parts.reduce(2 * values.count) { sum, part in
        let keys = part.values.reduce(0) { $0 + ($1.isNull ? 0 : 1) }
        return sum + part.size + keys * ((part.path.steps.last?.utf8.count ?? 0) + 4)
      }
      let flat = parts.reduce(0) { $0 + $1.cost }
      cost = min(flat, costAsOne)
      if flat < costAsOne { self.parts = parts }
    }

    private var costAsOne: Int {
      let name = path.text.utf8.count + 3
      return isSame && values.count > 1 ? name + size / values.count : name + size + values.count
    }
  }

  /// The members of objects, of which some may be null; nil where there are too many.
  private static func columns(in objects: [JSON], at path: FieldPath) -> [Column]? {
    var places: [ExactText: Int] = [:]
    var keys: [String] = []
    var values: [[JSON]] = []
    for (row, object) in objects.enumerated() {
      for member in object.object?.members ?? [] {
        let place = places[ExactText(member.key)] ?? keys.count
        if place == keys.count {
          guard (keys.count + 1) * objects.count <= mostCells else { return nil }
          places[ExactText(member.key)] = place
          keys.append(member.key)
          values.append(Array(repeating: .null, count: objects.count))
        }
        values[place][row] = member.value
      }
    }
    return zip(keys, values).map { Column(path + $0, $1) }
  }
}

extension JSON {
  /// About how many bytes its text has.
  fileprivate var roughSize: Int {
    switch self {
    case .null: 4
    case .bool: 5
    case .number(let number): number.text.utf8.count
    case .string(let text): text.utf8.count + 2
    case .array(let values): values.reduce(2) { $0 + $1.roughSize + 1 }
    case .object(let object): object.members.reduce(2) { $0 + $1.key.utf8.count + $1.value.roughSize + 4 }
    }
  }
}
