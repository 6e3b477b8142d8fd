import JSON

/// What a token must hold for a tool, or for one call of it.
package enum Permissions: Sendable, Equatable {
  case all([Permission])
  /// One of them is enough.
  case any([Permission])

  static let none = Permissions.all([])

  package var list: [Permission] {
    switch self {
    case .all(let list), .any(let list): list
    }
  }

  /// Whether a token with these permissions, by their names in the API, can do it.
  package func isSatisfied(by held: [String]) -> Bool {
    switch self {
    case .all(let list): list.allSatisfy { held.contains($0.name) }
    case .any(let list): list.isEmpty || list.contains { held.contains($0.name) }
    }
  }

  /// `Read Alerts (AlertRead) and …`.
  package var text: String {
    switch self {
    case .all(let list): list.map(\.text).joined(separator: " and ")
    case .any(let list): list.map(\.text).joined(separator: " or ")
    }
  }

  /// What stands between the permissions of a list.
  package var joiner: String {
    if case .any = self { " or " } else { " and " }
  }

  /// For the listing's `_meta`, so that hosts and people can see what a tool needs.
  var json: JSON {
    switch self {
    case .all(let list): ["allOf": JSON(list.map(\.name))]
    case .any(let list): ["anyOf": JSON(list.map(\.name))]
    }
  }
}
