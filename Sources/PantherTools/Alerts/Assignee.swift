import JSON
import MCP
import Panther
import Text

/// The user that alerts are assigned to. The REST API takes only an id. An e-mail or nobody takes the GraphQL API.
enum Assignee {
  case id(String)
  case email(String)
  case nobody

  /// Reads what a caller gave: an id, an e-mail, or a word for nobody.
  init(_ text: String) {
    switch text.lowercased() {
    case "unassigned", "nobody", "none": self = .nobody
    default: self = text.contains("@") ? .email(text) : .id(text)
    }
  }

  /// Describes the assignment for the person who is asked about it.
  static func preview(of text: String) -> String {
    if case .nobody = Assignee(text) { return "Assign nobody (\(text.quoted))" }
    return "Set assignee \(text.quoted)"
  }

  private static let assignByEmail = Operation(
    """
    mutation AssignByEmail($input: UpdateAlertsAssigneeByEmailInput!) {
      updateAlertsAssigneeByEmail(input: $input) { alerts { id } }
    }
    """)
  private static let assignByID = Operation(
    """
    mutation AssignByID($input: UpdateAlertsAssigneeByIdInput!) {
      updateAlertsAssigneeById(input: $input) { alerts { id } }
    }
    """)

  /// Assigns alerts to this user.
  ///
  /// - Returns: the ids of the alerts that Panther confirms.
  /// - Throws: `unknownOutcome` when it confirms none.
  func assign(to alertIDs: [String], _ call: Call) async throws -> [String] {
    do {
      return try await send(alertIDs, call)
    } catch {
      throw await explained(error, call)
    }
  }

  /// Adds to an error that is about the user, and after which nothing was changed, who may have been meant. Most of the
  /// time a name was given.
  func explained(_ error: any Error, _ call: Call) async -> any Error {
    let given: String
    switch self {
    case .id(let text), .email(let text): given = text
    case .nobody: return error
    }
    guard let refusal = error as? PantherError,
      refusal.kind == .invalid || refusal.kind == .notFound && "\(refusal)".containsBytes(of: given)
    else { return error }
    let near = await KnownNames.hint(ofUser: given, call)
    return ToolFailure(
      "\(refusal)\nA user is given by e-mail or id.\(near)", refusal.kind == .notFound ? .notFound : nil)
  }

  private func send(_ alertIDs: [String], _ call: Call) async throws -> [String] {
    switch self {
    case .id(let id):
      try await Alert.patch(alertIDs, ["assignee": .string(id)], call)
      return alertIDs
    case .email(let email):
      let input: JSON = ["ids": JSON(alertIDs), "assigneeEmail": .string(email)]
      let data = try await call.panther.run(Self.assignByEmail, ["input": input])
      return try confirmed(alertIDs, by: data["updateAlertsAssigneeByEmail"], Self.assignByEmail)
    case .nobody:
      let data = try await call.panther.run(Self.assignByID, ["input": ["ids": JSON(alertIDs)]])
      return try confirmed(alertIDs, by: data["updateAlertsAssigneeById"], Self.assignByID)
    }
  }

  /// What an answer says when Panther does not confirm all of the alerts.
  static func unconfirmed(_ alertIDs: [String], _ confirmed: [String]) -> String {
    let others = alertIDs.filter { !confirmed.contains($0) }.joined(separator: ", ")
    return "Panther's answer does not name \(others): they may or may not have been assigned. get_alert shows it."
  }

  private func confirmed(_ alertIDs: [String], by answer: JSON?, _ operation: Operation) throws -> [String] {
    let named = Set((answer?["alerts"]?.array ?? []).compactMap { $0["id"]?.string })
    let confirmed = alertIDs.filter(named.contains)
    guard !confirmed.isEmpty else { throw PantherError(unconfirmed: "any of the alerts", operation) }
    return confirmed
  }
}
