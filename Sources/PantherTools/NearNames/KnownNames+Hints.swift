import JSON
import MCP
import Panther

/// What answers say of names that there are not. Where the names cannot be read, nothing is said.
extension KnownNames {
  /// For an empty list that was narrowed to log types.
  static func hint(ofLogTypes given: [String], _ call: Call) async -> JSON.Object {
    guard !given.isEmpty, let known = try? await logTypes(call) else { return [:] }
    // Panther tells capital letters from small ones here.
    let unknown = given.filter { !known.contains($0) }
    return fact(unknown.map { "There is no log type \($0.quoted(upTo: 100)).\(NearNames.hint($0, among: known))" })
  }

  /// For detections of which there are no alerts. Not more than three are looked up.
  static func hint(ofDetections given: [String], _ call: Call) async -> JSON.Object {
    var sentences: [String] = []
    for id in given.prefix(3) {
      guard let known = try? await detections(like: id, DetectionKind.allCases, call), !known.contains(id) else {
        continue
      }
      sentences.append("No detection that this API reads has the id \(id.quoted).\(NearNames.hint(id, among: known))")
    }
    return fact(sentences)
  }

  /// For a table that a database does not have: the near tables, or the near databases where there is no such database.
  static func hint(ofTable table: String, in database: String, _ call: Call) async -> String {
    guard let tables = try? await tables(of: database, call) else { return await hint(ofDatabase: database, call) }
    return NearNames.hint(table, among: tables)
  }

  /// For a database that there is not.
  static func hint(ofDatabase database: String, _ call: Call) async -> String {
    NearNames.hint(database, among: (try? await databases(call)) ?? [])
  }

  /// For a role with which nobody is found, or that does not exist.
  static func hint(ofRole role: String, _ call: Call) async -> String {
    let known = (try? await call.panther.page("roles").items) ?? []
    guard known.named(role, by: "name") == nil, known.named(role, by: "id") == nil else {
      return "The role exists, but nobody who has it was found."
    }
    let near = NearNames.hint(role, among: known.compactMap { $0["name"]?.string })
    return "No role has the name or the id \(role.quoted(upTo: 100)).\(near) list_roles names them."
  }

  /// For a user who was not found: the e-mails of those with that name, or the nearest one.
  static func hint(ofUser name: String, _ call: Call) async -> String {
    let known = (try? await users(named: name, call)) ?? []
    let near = known.count <= 3 ? NearNames.list(known) : NearNames.hint(name, among: known)
    return "\(near) list_users finds users by name."
  }

  private static func fact(_ sentences: [String]) -> JSON.Object {
    sentences.isEmpty ? [:] : ["hint": .string(sentences.joined(separator: " "))]
  }
}
