import JSON
import MCP

extension Answer {
  /// The members by which Panther says who did something. Elsewhere, as in events, the same names may mean anything.
  private static let actors = ["assignee", "createdBy", "updatedBy", "lastModifiedBy"]

  /// The answer with the e-mails of the users whose ids it shows.
  ///
  /// An object gets its e-mail as a member. A table has the e-mail instead of the id: it is shorter, and every tool
  /// that takes the id of a user takes it. Ids that are not known stay as they are.
  func namingPeople(_ call: Call) async throws -> Answer {
    guard let directory = call.people, values(under: Self.actors).contains(where: \.isPerson) else { return self }
    let people = try await directory.people(call.panther)
    return replacing(valuesUnder: Self.actors) { actor in
      guard let email = actor.email(among: people), var object = actor.object else { return nil }
      if isTable, !people.shared.contains(email) { return .string(email) }
      object["email"] = .string(email)
      return .object(object)
    }
  }
}

extension JSON {
  /// The texts of an actor one of which is its id. By Panther's contract `id` is the kind of the actor, and `type` is
  /// any text; what is meant is the other way round.
  private var names: [String] { [self["id"]?.string, self["type"]?.string].compactMap(\.self) }

  /// Whether it is an actor that may be a user.
  fileprivate var isPerson: Bool { !names.isEmpty && Self.otherActors.isDisjoint(with: names) }

  /// The kinds of actors that are no users.
  private static let otherActors: Set = ["system", "api-token"]

  /// The e-mail of the user that an actor is, or else its id; nil where it has no id.
  func person(among people: People) -> String? {
    email(among: people) ?? names.first { !Self.otherActors.union(["user"]).contains($0.lowercased()) }
  }

  /// The e-mail of the user that an actor is; nil for other actors.
  fileprivate func email(among people: People) -> String? {
    isPerson ? names.lazy.compactMap { people.emails[$0] }.first : nil
  }
}
