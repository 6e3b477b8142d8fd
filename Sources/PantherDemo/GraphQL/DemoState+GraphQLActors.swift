import JSON

extension DemoState {
  /// Starts a query for the people in the events of an alert.
  mutating func findActors(_ field: GraphQLField) throws -> JSON {
    let alert = try alerts.need(field.text("input", "alertId")).string("id")
    let sql = """
      SELECT f.value::varchar AS email, COUNT(*) AS num_events
      FROM panther_signals.public.correlation_signals, LATERAL FLATTEN(input => p_any_emails) f
      WHERE p_alert_id = '\(alert)' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 25
      """
    let outcome = outcome(of: sql, "panther_signals.public")
    let rows = (try? outcome.get())?.rows ?? []
    let emails = rows.compactMap { $0.first?.json.string }
    return start(sql, outcome, actorProfiles: emails.compactMap(profile))
  }

  /// The profile of somebody who works for the sample company.
  private func profile(of email: String) -> JSON? {
    guard let person = Company.staff.first(where: { $0.email == email }) else { return nil }
    return [
      "entityId": .string("profile-\(person.user)"), "displayNames": [.string(person.name)],
      "emails": [.string(email)], "usernames": [.string(person.user)], "jobTitles": [], "departments": [],
    ]
  }

  func user(email: String) throws -> JSON.Object {
    guard let user = users.items.first(where: { $0.string("email").lowercased() == email.lowercased() }) else {
      throw DemoError.notFound("user", email)
    }
    return user
  }

  func userNode(_ user: JSON.Object) -> JSON.Object {
    var node = user.withPreciseTimes()
    node["__typename"] = "User"
    node["role"] =
      user["role"]?["id"]?.string.flatMap(roles.find).map { .object($0.withPreciseTimes()) } ?? user["role"]
    return node
  }

  /// The user or token that a reference of the REST API means; null for the system.
  func actorNode(_ actor: JSON?) -> JSON {
    guard let id = actor?["id"]?.string else { return .null }
    if let user = users.find(id) { return .object(userNode(user)) }
    guard id == SamplePeople.tokenID, var node = token.object?.withPreciseTimes() else { return .null }
    node["__typename"] = "APIToken"
    node["createdBy"] = users.items.first.map { .object(userNode($0)) }
    return .object(node)
  }
}

extension JSON.Object {
  /// A record of the REST API as GraphQL has it: with milliseconds in times and without a permission that it lacks.
  func withPreciseTimes() -> JSON.Object {
    JSON.Object(
      unique: members.map { member in
        if member.key == "permissions", let names = member.value.array {
          return JSON.Member(member.key, .array(names.filter { $0 != "BulkUploadValidate" }))
        }
        guard member.key.hasSuffix("At"), let time = member.value.string.flatMap({ Instant(parsing: $0) }) else {
          return member
        }
        return JSON.Member(member.key, .string(time.precise))
      })
  }
}
