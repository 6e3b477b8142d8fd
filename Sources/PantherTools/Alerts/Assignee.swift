import JSON
import Panther

/// Whom alerts are assigned to. REST knows only ids; e-mails and nobody are GraphQL's.
enum Assignee {
  case id(String)
  case email(String)
  case nobody

  init(_ text: String) {
    switch text.lowercased() {
    case "unassigned", "nobody", "none": self = .nobody
    default: self = text.contains("@") ? .email(text) : .id(text)
    }
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
