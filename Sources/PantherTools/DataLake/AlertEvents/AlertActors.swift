import Concurrency
import JSON
import MCP
import Panther

/// The people in the events of alerts.
///
/// The instance knows them from its own profiles, which a query of its own reads: one for each alert. Where the token may
/// not run it, or it finds nobody, the people are those whose e-mails are in the events.
enum AlertActors {
  /// The most alerts whose people are looked up by the instance.
  static let mostAlerts = 5
  private static let mostPeople = 10
  /// How long to wait for the queries, in seconds.
  private static let patience = 20

  private static let execute = Operation(
    """
    mutation ExecuteAlertActorQuery($input: ExecuteAlertActorQueryInput!) { executeAlertActorQuery(input: $input) { id } }
    """)
  private static let poll = Operation(
    """
    query AlertActors($id: ID!) {
      dataLakeQuery(id: $id) {
        status
        results(input: {pageSize: 25}) { tryAgain actorProfiles { entityId displayNames emails jobTitles departments } }
      }
    }
    """)

  /// What an answer says of the people: a table of them, those of most alerts first, and from where they are known.
  ///
  /// - Parameters:
  ///   - alertIDs: the alerts, those first whose people matter most.
  ///   - emails: the e-mails in their events, with the number of alerts in which each occurs.
  static func facts(
    of alertIDs: [String], emails: [(email: String, alerts: Int)], _ call: Call
  ) async throws -> JSON.Object {
    if let words = call.borders.words("Panther's own query for the people is not run: nobody here can narrow it.") {
      return await named(emails, note: words, call)
    }
    let asked = Array(alertIDs.prefix(mostAlerts))
    let outcomes = await asked.concurrentMap { id in await Result { try await profiles(of: id, call) } }
    try Task.checkCancellation()
    var people: [(profile: JSON, alerts: Int)] = []
    for profile in outcomes.compactMap({ try? $0.get() }).flatMap(\.self) {
      if let index = people.firstIndex(where: { $0.profile["entityId"] == profile["entityId"] }) {
        people[index].alerts += 1
      } else {
        people.append((profile, 1))
      }
    }
    let failure = outcomes.lazy.compactMap { outcome in
      if case .failure(let error) = outcome { error } else { nil }
    }.first
    guard !people.isEmpty else {
      let note = failure.map { "Panther's own query for the people failed: \($0)" }
      return await named(emails, note: note, call)
    }

    let rows = people.sorted { $0.alerts > $1.alerts }.prefix(mostPeople).map { person -> JSON in
      let first = ["emails", "displayNames", "jobTitles", "departments"].map { key in
        person.profile[key]?.array?.first ?? .null
      }
      return .array(first + [JSON(person.alerts)])
    }
    var notes: [String] = []
    if let failure { notes.append("Those of some alerts are missing: \(failure)") }
    if alertIDs.count > mostAlerts { notes.append("Those of the first \(mostAlerts) alerts.") }
    if people.count > mostPeople { notes.append("\(people.count - mostPeople) more are not shown.") }
    return facts(["email", "name", "job", "department", "alerts"], rows, notes)
  }

  /// The people whose e-mails are in the events, with the names that users of the instance have.
  private static func named(
    _ emails: [(email: String, alerts: Int)], note: String?, _ call: Call
  ) async -> JSON.Object {
    let shown = Array(emails.prefix(mostPeople))
    let rows = await shown.concurrentMap { email, alerts -> JSON in
      // Without the permission to read users, the e-mail alone says who it is.
      let user = try? await call.panther.page("users", ["email": email]).items.named(email, by: "email")
      let names = ["givenName", "familyName"].compactMap { user?[$0]?.string }.filter { !$0.isEmpty }
      return [.string(email), names.isEmpty ? .null : .string(names.joined(separator: " ")), JSON(alerts)]
    }
    var notes = [note].compactMap(\.self)
    if !rows.isEmpty { notes.append("These are the people whose e-mails are in the events.") }
    return facts(["email", "name", "alerts"], rows, notes)
  }

  private static func facts(_ columns: JSON, _ rows: [JSON], _ notes: [String]) -> JSON.Object {
    var facts: JSON.Object = [:]
    if !rows.isEmpty { facts["actors"] = ["columns": columns, "rows": .array(rows)] }
    if !notes.isEmpty { facts["actors_note"] = .string(notes.joined(separator: " ")) }
    return facts
  }

  private static func profiles(of alertID: String, _ call: Call) async throws -> [JSON] {
    try await DataLakeQuery.run(execute, ["alertId": .string(alertID)], call) { query in
      let found = try await call.wait(patience, pauses: .milliseconds(100) ... .seconds(2)) {
        try await call.panther.run(poll, ["id": .string(query.id)])["dataLakeQuery"] ?? .null
      } isOver: {
        $0["status"] != "running" && $0["results"]?["tryAgain"] != true
      } progress: { _, elapsed in
        "The people behind the alerts are looked up (\(elapsed) s)"
      }
      let status = found["status"]?.string ?? ""
      guard status != "running" else {
        try? await query.cancel(call.panther)
        throw ToolFailure("it took more than \(patience) seconds.")
      }
      guard status == "succeeded" else { throw ToolFailure("it is \(Wording.quote(status)).") }
      return found["results"]?["actorProfiles"]?.array ?? []
    }
  }
}
