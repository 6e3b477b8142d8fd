import JSON
import Text

/// A table of TOML while its text is read: different statements add to it.
final class TOMLTable {
  private enum Node {
    case value(JSON)
    case table(TOMLTable)
    case list(TOMLTables)
  }

  private var nodes: [(key: String, node: Node)] = []
  private var places: [ExactText: Int] = [:]
  /// What made it. What is defined by a head or by the keys of values cannot be defined anew by the other.
  private var origin: Origin

  private enum Origin {
    /// It stands in the head of a table below it. A head of its own may follow.
    case headBelow
    case head
    /// It stands before a dot in the key of a value.
    case dottedKey
  }

  private init(_ origin: Origin) { self.origin = origin }

  /// The table of the whole text, or one in braces.
  convenience init() { self.init(.head) }

  typealias Failure = (_ reason: String) -> ConfigurationTextError

  private subscript(key: String) -> Node? {
    get { places[ExactText(key)].map { nodes[$0].node } }
    set {
      guard let newValue else { return }
      if let place = places[ExactText(key)] {
        nodes[place].node = newValue
      } else {
        places[ExactText(key)] = nodes.count
        nodes.append((key, newValue))
      }
    }
  }

  /// Sets the value of a key that may have several parts.
  func set(_ value: JSON, at path: [String], _ failure: Failure) throws(ConfigurationTextError) {
    var table = self
    for key in path.dropLast() {
      table = try table.child(key, .dottedKey, failure)
      guard table.origin == .dottedKey else { throw failure("the table \(key.beginning(60)) stands twice") }
    }
    let key = path[path.count - 1]
    guard table[key] == nil else { throw failure("the key \(path.joined(separator: ".").beginning(60)) stands twice") }
    table[key] = .value(value)
  }

  /// The table of a head.
  func table(at path: [String], isList: Bool, _ failure: Failure) throws(ConfigurationTextError) -> TOMLTable {
    var table = self
    for key in path.dropLast() { table = try table.child(key, .headBelow, failure) }
    let key = path[path.count - 1]
    guard isList else {
      let child = try table.child(key, .headBelow, failure)
      guard child.origin == .headBelow, !table.isList(key) else {
        throw failure("the table \(path.joined(separator: ".").beginning(60)) stands twice")
      }
      child.origin = .head
      return child
    }
    let element = TOMLTable()
    switch table[key] {
    case nil: table[key] = .list(TOMLTables(element))
    case .list(let list)?: list.tables.append(element)
    default: throw failure("the key \(path.joined(separator: ".").beginning(60)) stands twice")
    }
    return element
  }

  private func isList(_ key: String) -> Bool {
    guard case .list = self[key] else { return false }
    return true
  }

  /// The table of one key, or the last one of its list.
  private func child(_ key: String, _ origin: Origin, _ failure: Failure) throws(ConfigurationTextError) -> TOMLTable {
    switch self[key] {
    case .table(let table)?: return table
    case .list(let list)?: if let last = list.tables.last { return last }
    case .value?: throw failure("the key \(key.beginning(60)) has a value already, so it is no table")
    case nil: break
    }
    let table = TOMLTable(origin)
    self[key] = .table(table)
    return table
  }

  var object: JSON.Object {
    JSON.Object(
      nodes.map { key, node in
        switch node {
        case .value(let value): (key, value)
        case .table(let table): (key, .object(table.object))
        case .list(let list): (key, .array(list.tables.map { .object($0.object) }))
        }
      })
  }
}

/// A list of tables, to which different statements add. A copy for each one would take too long.
private final class TOMLTables {
  var tables: [TOMLTable]

  init(_ first: TOMLTable) { tables = [first] }
}
