import JSON

/// The permissions that a token needs for a tool, or for one call of it.
package enum Permissions: Sendable, Equatable {
  /// Every one of them is needed.
  case all([Permission])
  /// One of them is enough.
  case any([Permission])

  /// The permissions, whether all are needed or one is enough.
  package var list: [Permission] {
    switch self {
    case .all(let list), .any(let list): list
    }
  }

  /// Whether a token holds enough permissions.
  /// - Parameter held: the names of its permissions in the API.
  package func isSatisfied(by held: [String]) -> Bool {
    switch self {
    case .all(let list): list.allSatisfy { held.contains($0.name) }
    case .any(let list): list.isEmpty || list.contains { held.contains($0.name) }
    }
  }

  /// The permissions in a sentence: `Read Alerts (AlertRead) and …`.
  package var text: String {
    switch self {
    case .all(let list): list.map(\.text).joined(separator: " and ")
    case .any(let list): list.map(\.text).joined(separator: " or ")
    }
  }

  /// The word between two permissions, with its spaces.
  package var joiner: String {
    if case .any = self { " or " } else { " and " }
  }

  /// The form for `_meta` in the listing, where hosts and people can see what a tool needs.
  var json: JSON {
    switch self {
    case .all(let list): ["allOf": JSON(list.map(\.name))]
    case .any(let list): ["anyOf": JSON(list.map(\.name))]
    }
  }
}
