import Panther
import JSON

extension DemoState {
  /// Answers a GraphQL request. An error is told in `errors`, with status 200.
  mutating func answerGraphQL(_ request: DemoRequest) -> HTTPResponse {
    guard request.method == .post else { return DemoError(405, "GraphQL takes POST").response }
    do {
      let body = try request.object()
      guard let text = body["query"]?.string else { throw DemoError.badRequest("query must be a string") }
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
    } catch let error as DemoError {
      return Self.failure(error.message, error.status == 404 ? "NOT_FOUND" : "BAD_REQUEST")
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
    case "metrics": return try MetricsReport(field, now).json(alerts.items, schemas.items, detections)
    case "dataLakeDatabases": return Self.databaseNodes()
    case "dataLakeDatabaseTables": return try tableNodes(field)
    case "dataLakeDatabaseTable": return try tableNode(field)
    case "dataLakeQuery": return try pollQuery(field)
    case "dataLakeQueries": return try queryNodes(field)
    case "aiInferenceStream": return try pollStream(field)
    case "aiInferenceStreamsMetadata": return try streamNodes(field)
    case "generalSettings": return ["pantherVersion": .string(Self.pantherVersion)]
    default: return nil
    }
  }

  private mutating func mutate(_ field: GraphQLField) throws -> JSON? {
    switch field.name {
    case "executeDataLakeQuery": return try executeQuery(field)
    case "executeIndicatorSearchQuery": return try searchIndicators(field)
    case "executeAlertActorQuery": return try findActors(field)
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
}
