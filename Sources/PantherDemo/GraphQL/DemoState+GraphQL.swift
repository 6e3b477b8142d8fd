import Panther
import JSON

extension Estate {
  /// Answers a GraphQL request; what goes wrong is in `errors`, with status 200.
  mutating func answerGraphQL(_ call: Call) -> HTTPResponse {
    guard call.method == .post else { return Fault(405, "GraphQL takes POST").response }
    do {
      let body = try call.object()
      guard let text = body["query"]?.string else { throw Fault.bad("query must be a string") }
      var document = try GraphQLDocument(text, variables: body["variables"]?.object ?? [:])
      let operation = try document.operation(body["operationName"]?.string)
      var data: JSON.Object = [:]
      for field in operation.fields {
        let value =
          field.name == "__typename"
          ? JSON.string(operation.kind == "mutation" ? "Mutation" : "Query")
          : try resolve(field, isMutation: operation.kind == "mutation")
        data[field.alias] = GraphQLProjection.of(value, field.selections)
      }
      return HTTPResponse(json: ["data": .object(data)])
    } catch let fault as Fault {
      return Self.failure(fault.message, fault.status == 404 ? "NOT_FOUND" : "BAD_REQUEST")
    } catch let error as GraphQLError {
      return Self.failure(error.message, error.code)
    } catch {
      return Self.failure("\(error)", "INTERNAL_SERVER_ERROR")
    }
  }

  private static func failure(_ message: String, _ code: String) -> HTTPResponse {
    HTTPResponse(json: [
      "errors": [["message": .string(message), "extensions": ["code": .string(code)]]], "data": .null,
    ])
  }

  private mutating func resolve(_ field: GraphQLField, isMutation: Bool) throws -> JSON {
    if let answer = try isMutation ? mutate(field) : query(field) { return answer }
    throw GraphQLError(
      message: "Cannot query field \"\(field.name.prefix(80))\": the demo instance does not know it",
      code: "GRAPHQL_VALIDATION_FAILED")
  }

  private mutating func query(_ field: GraphQLField) throws -> JSON? {
    switch field.name {
    case "sources": return try sourceNodes(field)
    case "schemas": return try schemaNodes(field)
    case "metrics": return try Metrics(field, now).json(alerts.items, schemas.items, detections)
    case "dataLakeDatabases": return .array(Catalogue.databases.map { Self.database($0.name) })
    case "dataLakeDatabaseTables": return try tableNodes(field)
    case "dataLakeDatabaseTable": return try tableNode(field)
    case "dataLakeQuery": return try pollQuery(field)
    case "dataLakeQueries": return try queryNodes(field)
    case "aiInferenceStream": return try pollStream(field)
    case "aiInferenceStreamsMetadata": return try streamNodes(field)
    case "generalSettings": return ["pantherVersion": .string(Catalogue.version)]
    default: return nil
    }
  }

  private mutating func mutate(_ field: GraphQLField) throws -> JSON? {
    switch field.name {
    case "executeDataLakeQuery": return try executeQuery(field)
    case "executeIndicatorSearchQuery": return try searchIndicators(field)
    case "cancelDataLakeQuery": return try cancelQuery(field)
    case "aiSummarizeAlert": return try summarizeAlert(field)
    case "updateAlertsAssigneeById":
      return try assignAlerts(field, to: field.argument("input", "assigneeId")?.string ?? "")
    case "updateAlertsAssigneeByEmail":
      let email = field.argument("input", "assigneeEmail")?.string
      return try assignAlerts(field, to: email.map { try user(email: $0).string("id") } ?? "")
    default: return nil
    }
  }

  // MARK: People

  func user(email: String) throws -> JSON.Object {
    guard let user = users.items.first(where: { $0.string("email").lowercased() == email.lowercased() }) else {
      throw Fault.missing("user", email)
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

  /// The user or token behind a REST actor; nobody for the system.
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
  /// A record of the REST API as GraphQL has it: times with milliseconds, and only the permissions of its enum.
  func withPreciseTimes() -> JSON.Object {
    JSON.Object(
      unique: members.map { member in
        if member.key == "permissions", let names = member.value.array {
          return JSON.Member(member.key, .array(names.filter { $0 != "BulkUploadValidate" }))
        }
        guard member.key.hasSuffix("At"), let time = member.value.string.flatMap({ Moment(parsing: $0) }) else {
          return member
        }
        return JSON.Member(member.key, .string(time.precise))
      })
  }
}

extension GraphQLField {
  /// An argument that must be a text.
  func text(_ path: String...) throws -> String {
    guard let text = JSON.object(arguments)[path: path]?.string else {
      throw GraphQLError(
        message: "\(name): argument \(path.joined(separator: ".")) is required", code: "BAD_USER_INPUT")
    }
    return text
  }

  func strings(_ path: String...) -> [String] {
    JSON.object(arguments)[path: path]?.array?.compactMap(\.string) ?? []
  }

  func moment(_ path: String...) throws -> Moment? {
    guard let value = JSON.object(arguments)[path: path] else { return nil }
    guard let moment = value.string.flatMap({ Moment(parsing: $0, requiresZone: true) }) else {
      throw GraphQLError(
        message: "DateTime must look like YYYY-MM-DDThh:mm:ss.000Z, got \(value.text.prefix(60))",
        code: "BAD_USER_INPUT")
    }
    return moment
  }

  /// The size of a page, from `input.pageSize`.
  func pageSize(default fallback: Int, most: Int) throws -> Int {
    guard let value = argument("input", "pageSize") else { return fallback }
    guard let size = value.int, (1...most).contains(size) else {
      throw GraphQLError(message: "pageSize must be between 1 and \(most), got \(value.text.prefix(40))")
    }
    return size
  }

  var cursor: String? {
    argument("input", "cursor")?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}

enum GraphQLProjection {
  /// The selected part of a value, under the selected names. What a value does not have is null.
  static func of(_ value: JSON, _ selections: [GraphQLField]) -> JSON {
    guard !selections.isEmpty else { return value }
    switch value {
    case .array(let items): return .array(items.map { of($0, selections) })
    case .object(let object):
      let type = object["__typename"]?.string
      var result: JSON.Object = [:]
      for field in selections where matches(field.type, type) {
        result[field.alias] = of(object[field.name] ?? .null, field.selections)
      }
      return .object(result)
    default: return value
    }
  }

  private static func matches(_ wanted: String?, _ type: String?) -> Bool {
    wanted == nil || type == nil || wanted == type || wanted == "LogIntegration"
  }
}
