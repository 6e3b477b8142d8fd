import Concurrency
import JSON
import MCP
import Panther

/// The names that there are of each kind, to offer near ones.
enum KnownNames {
  /// The names of the data lake's databases.
  static func databases(_ call: Call) async throws -> [String] {
    try await ListDatabases.read(call).items.compactMap { $0["name"]?.string }
  }

  /// The names of a database's tables.
  static func tables(of database: String, _ call: Call) async throws -> [String] {
    try await DataLakeTable.all(of: database, call).items.compactMap { $0["name"]?.string }
  }

  /// The names of all log types that have a schema.
  static func logTypes(_ call: Call) async throws -> [String] {
    try await Schema.read(Schema.list, [:], call).items.compactMap { Schema($0).name }
  }

  /// The names of all roles.
  static func roles(_ call: Call) async throws -> [String] {
    try await call.panther.page("roles").items.compactMap { $0["name"]?.string }
  }

  /// The e-mails of users that have a name in their own name or e-mail, or all e-mails where nobody has.
  static func users(named name: String, _ call: Call) async throws -> [String] {
    let users = try await ListPage.read(from: nil, size: 1_200, asking: User.mostPerPage) {
      try await call.panther.page("users", Query().page($0))
    }.items
    let wanted = name.lowercased()
    let named = users.filter { user in
      let names = ["givenName", "familyName"].compactMap { user[$0]?.string?.lowercased() }
      return names.contains(wanted) || names.joined(separator: " ") == wanted
    }
    return (named.isEmpty ? users : named).compactMap { $0["email"]?.string }
  }

  /// The ids in a list of the REST API.
  static func ids(of list: Path, _ call: Call) async throws -> [String] {
    try await ListPage.read(from: nil, size: 1_000) { try await call.panther.page(list, Query().page($0)) }
      .items.compactMap { $0["id"]?.string }
  }

  /// The ids of detections that have the longest word of an id in them.
  static func detections(like id: String, _ kinds: [DetectionKind], _ call: Call) async throws -> [String] {
    let words = id.split { !($0.isLetter || $0.isNumber) }
    guard let word = words.max(by: { $0.count < $1.count }) else { return [] }
    // A letter of it may be wrong, and Panther finds only what has all of it.
    let part = word.count > 6 ? String(word.prefix(5)) : String(word)
    let pages = await kinds.concurrentMap { kind in
      await Result { try await call.panther.page(kind.list, ["name-contains": part, "limit": 200]) }
    }
    return pages.compactMap { try? $0.get() }.flatMap(\.items).compactMap { $0["id"]?.string }
  }
}
