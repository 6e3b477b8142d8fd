import JSON
import MCP
import Panther

/// Values that Panther knows, which a client may offer for an argument of a prompt or of a resource template.
extension Suggestions where Context == Call {
  /// The ids of rules whose id or name contains what was typed.
  static var ruleIDs: Suggestions {
    .live(tool: ListDetections.name) { typed, call in
      var query: Query = ["limit": 100]
      query.append("name-contains", typed.isEmpty ? nil : typed)
      return try await call.panther.page("rules", query).items.compactMap { $0["id"]?.string }
    }
  }

  /// The e-mails of users whose name or e-mail contains what was typed.
  static var actors: Suggestions {
    .live(tool: ListUsers.name) { typed, call in
      var query: Query = ["limit": 60]
      query.append("contains", typed.isEmpty ? nil : typed)
      return try await call.panther.page("users", query).items.compactMap { User($0).email }
    }
  }

  /// The ids of open alerts that begin with what was typed.
  static var openAlertIDs: Suggestions {
    .live(tool: ListAlerts.name) { typed, call in
      let page = try await call.panther.page("alerts", ["status": ["OPEN"], "limit": 50])
      return page.items.compactMap { Alert($0).id }.filter { $0.hasPrefix(typed) }
    }
  }

  /// The ids of saved queries that begin with what was typed.
  static var savedQueryIDs: Suggestions {
    .live(tool: ListScheduledQueries.name) { typed, call in
      let page = try await call.panther.page("queries", ["limit": 100])
      return page.items.compactMap { SavedQuery($0).id }.filter { $0.hasPrefix(typed) }
    }
  }

  /// The log types whose name or fields contain what was typed.
  static var logTypes: Suggestions {
    .live(tool: ListLogTypeSchemas.name) { typed, call in
      try await Schema.read(Schema.list, typed.isEmpty ? [:] : ["contains": .string(typed)], call)
        .items.compactMap { Schema($0).name }
    }
  }
}
