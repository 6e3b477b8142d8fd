import JSON
import MCP
import Panther

/// Real events that a detection is tested on.
struct SampleEvents: Sendable {
  let events: [SampleEvent]
  /// Where they come from, in words.
  let source: String
  /// Why there may be more than these, in words; nil where these are all.
  var rest: String?
  /// What the answer must say besides.
  var warnings: [String] = []
  /// Whether they are the events of an alert.
  var isOfAlert = false

  /// Why a detection may see other events than these in operation.
  func warnings(for draft: Draft) -> [String] {
    guard [.rules, .simpleRules].contains(draft.kind), !events.isEmpty else { return [] }
    let types = events.compactMap { $0.json["p_log_type"]?.string }.unique
    let hasFields = events.contains { $0.json.object?.keys.contains { !$0.hasPrefix("p_") } == true }
    guard !types.isEmpty, hasFields else {
      return [
        "These rows are no whole events, so the code finds no fields in them. Select * from the table of one log type."
      ]
    }
    let own = draft.body["logTypes"]?.array?.compactMap(\.string) ?? []
    let others = types.filter { !own.contains($0) }
    guard !own.isEmpty, !others.isEmpty else { return [] }
    return [
      "Events of \(others.joined(separator: ", ")) never reach this detection: it looks at \(own.joined(separator: ", "))."
    ]
  }
}

extension SampleEvents {
  /// Takes the first ones of some events.
  ///
  /// - Parameter hasMore: whether there are more than these.
  init(_ events: [JSON], most: Int, _ source: String, hasMore: Bool = false) {
    self.init(events: events.prefix(most).map(SampleEvent.init), source: source)
    if hasMore || events.count > most {
      rest = "There are more events: all numbers are of these \(self.events.count)."
    }
  }

  /// Reads the events of an alert.
  static func of(alert id: String, most: Int, _ tool: some PantherTool, _ call: Call) async throws -> SampleEvents {
    let path: Path = "alerts/\(id)/events"
    let page = try await tool.needing(.all([.alertRead])) {
      try await ListPage.read(from: nil, size: most + 1, asking: 50) { part in
        try await call.panther.page(path, Query().page(part))
      }
    }
    let shown = page.items.filter(call.borders.allow(event:))
    var sample = SampleEvents(shown, most: most, "the alert \(id)")
    if shown.count < page.items.count {
      sample.warnings += [call.borders.words("Events of other tables were left out.")].compactMap(\.self)
    }
    sample.isOfAlert = true
    return sample
  }
}

/// One event of a log.
struct SampleEvent: Sendable {
  let json: JSON
  /// The id of its row in the data lake.
  var rowID: String? { json["p_row_id"]?.string }
  /// When it happened, as text that sorts like the time.
  var time: String? { json["p_event_time"]?.string }

  /// The same time in ISO 8601, without what the fraction of a second has of zeros at its end.
  var isoTime: String? {
    guard let time, let parts = time.wholeMatch(of: /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(\.\d*[1-9])?)(\.?0*)Z?/)
    else {
      return time
    }
    return "\(parts.1)T\(parts.2)Z"
  }

  /// An event without the fields that are null. A row of the data lake has all columns of its table, and code that looks
  /// whether a field is there would find it.
  init(_ json: JSON) {
    let members = json.object?.members.filter { !$0.value.isNull } ?? []
    self.json = .object(JSON.Object(unique: members))
  }
}
