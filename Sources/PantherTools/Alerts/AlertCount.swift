import JSON
import MCP
import Panther
import Text

/// How many alerts there are, by severity, status, kind and assignee. Panther tells no numbers, so they are listed and
/// counted.
struct AlertCount {
  /// The most pages that are read of each kind, and the alerts of a page: the most that Panther gives.
  static let (mostPages, pageSize) = (40, 50)
  /// No page is asked for when less than this is left of the call's time. It is more than a request may take.
  private static let reserve = Duration.seconds(20)

  private let alerts: [Alert]
  private let kinds: [AlertType]
  private let facts: JSON.Object
  private let people: People

  /// The most assignees that are named.
  private static let mostAssignees = 20

  /// Counts the alerts of some kinds.
  /// - Parameter read: reads one page of a kind.
  init(
    of kinds: [AlertType], _ call: Call, _ read: @escaping @Sendable (ListPlace.Part) async throws -> Page
  ) async throws {
    let end = call.deadline - Self.reserve
    let page = try await ListPage.read(
      from: nil, lists: kinds.map(\.rawValue), size: Self.mostPages * Self.pageSize, asking: Self.pageSize,
      until: { _ in .now > end }
    ) { part in
      var page = try await read(part)
      // The rest of each alert would only take memory.
      page.items = page.items.map { Alert($0).counted }
      return page
    }
    (alerts, facts, self.kinds) = (page.items.map(Alert.init), page.facts, kinds)
    let directory = alerts.contains { $0.assignee != nil } ? call.people : nil
    people = try await directory?.people(call.panther) ?? People([])
  }

  var answer: Answer {
    var facts = facts
    if facts["total"] == nil {
      facts.merge(.count(alerts.count, isWhole: false))
      let rest = facts["failed"] == nil ? "there are more. Count a shorter time." : "what failed is not among them."
      facts["incomplete"] = .string("Only \(alerts.count) alerts were counted, in the order of sort_dir: \(rest)")
    }
    facts["by_severity"] = tally(Severity.allCases.map(\.rawValue)) { $0.severity }
    facts["by_status"] = tally(AlertStatus.allCases.map(\.rawValue)) { $0.status }
    if kinds.count > 1 { facts["by_type"] = tally(kinds.map(\.rawValue)) { $0.type?.rawValue } }
    facts["by_assignee"] = byAssignee
    return .facts(facts)
  }

  /// How many alerts each assignee has, the one with most first, and how many are assigned to nobody.
  private var byAssignee: JSON {
    let names = alerts.compactMap { $0.assignee?.person(among: people).map { ExactText($0.beginning(200)) } }
    let counts = Dictionary(grouping: names, by: \.self).mapValues(\.count)
    let ranked = counts.sorted { (-$0.value, $0.key.text) < (-$1.value, $1.key.text) }
    var named = JSON.Object(ranked.prefix(Self.mostAssignees).map { ($0.key.text, JSON($0.value)) })
    let others = ranked.dropFirst(Self.mostAssignees).reduce(0) { $0 + $1.value }
    if others > 0 { named["others"] = JSON(others) }
    if names.count < alerts.count { named["nobody"] = JSON(alerts.count - names.count) }
    return .object(named)
  }

  /// How many alerts have each of the known values that occur, and how many have another one.
  private func tally(_ known: [String], _ value: (Alert) -> String?) -> JSON {
    let counts = Dictionary(grouping: alerts) { alert in
      value(alert).flatMap { known.contains($0) ? $0 : nil } ?? "other"
    }
    return .object(
      JSON.Object((known + ["other"]).compactMap { name in counts[name].map { (name, JSON($0.count)) } }))
  }
}
