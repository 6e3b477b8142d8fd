import JSON
import Panther

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
  func assign(to alertIDs: [String], _ call: Call) async throws {
    switch self {
    case .id(let id): try await Alert.patch(alertIDs, ["assignee": .string(id)], call)
    case .email(let email):
      let input: JSON = ["ids": JSON(alertIDs), "assigneeEmail": .string(email)]
      _ = try await call.panther.run(Self.assignByEmail, ["input": input])
    case .nobody: _ = try await call.panther.run(Self.assignByID, ["input": ["ids": JSON(alertIDs)]])
    }
  }
}
