import JSON
import Panther
import TestSupport
import Testing

@testable import PantherTools

@Suite struct NearNamesTests {
  @Test(
    arguments: [
      ("aws_cloudtrail", ["AWS.CloudTrail", "AWS.VPCFlow"], ["AWS.CloudTrail"]),
      ("weekly-security-report", ["Weekly security report", "Weekly cost report"], ["Weekly security report"]),
      ("S3", ["aws-s3", "log-pulling"], ["aws-s3"]), ("Anlyst", ["Admin", "Analyst"], ["Analyst"]),
      ("x", ["Admin", "Analyst"], []), ("", ["a"], []), ("--", ["a-b"], []),
      ("rule", ["Rule.1", "Rule.2", "Rule.3", "Rule.4"], ["Rule.1", "Rule.2", "Rule.3"]),
      ("경보", ["경보", "보고"], ["경보"]),
    ] as [(String, [String], [String])])
  func `the nearest are the same but for case and punctuation, contain it, or differ by few letters`(
    _ name: String, _ known: [String], _ near: [String]
  ) {
    #expect(NearNames.of(name, among: known + known) == near)
  }

  @Test func `names are quoted, since somebody else may have chosen them`() {
    #expect(NearNames.hint("ab", among: ["AB\n"]) == #" Did you mean "AB\n"?"#)
    #expect(NearNames.list(["a", "b", "c"]) == #" Did you mean "a", "b" or "c"?"#)
    #expect(NearNames.list([]).isEmpty)
  }
}

/// What tools say of names that find nothing, over a stub of Panther.
@Suite(.fewAtOnce) struct OfferedNamesTests {
  private let bench = Bench()

  private static let gone: JSON = ["message": "no such thing"]

  private func text(_ tool: String, _ arguments: JSON.Object) async throws -> String {
    let result = try await bench.call(tool, arguments)
    #expect(result.isError)
    return result.text
  }

  private func edges(_ field: String, _ items: [JSON]) -> JSON {
    [field: ["edges": .array(items.map { ["node": $0] }), "pageInfo": ["hasNextPage": false]]]
  }

  @Test func `a table and a database`() async throws {
    let refusal: JSON = ["errors": [["message": "no such table", "extensions": ["code": "NOT_FOUND"]]]]
    let tables = edges("dataLakeDatabaseTables", [["name": "aws_cloudtrail"], ["name": "aws_vpcflow"]])
    bench.answer("query Tables") { request in
      let database = request.variables["input"]?["databaseName"]
      return HTTPResponse(json: database == "panther_logs.public" ? ["data": tables] : refusal)
    }
    bench.answer("query Table", refusal)
    bench.answer("query Databases", data: ["dataLakeDatabases": [["name": "panther_logs.public"]]])
    let table = try await text(
      "get_table_schema", ["database_name": "panther_logs.public", "table_name": "AWS.CloudTrail"])
    #expect(table.hasSuffix(#" Did you mean "aws_cloudtrail"?"#), "\(table)")
    let database = try await text("get_table_schema", ["database_name": "panther_log", "table_name": "aws_cloudtrail"])
    #expect(database.hasSuffix(#" Did you mean "panther_logs.public"?"#), "\(database)")
    let list = try await text("list_database_tables", ["database": "panther-logs.public"])
    #expect(list.hasSuffix(#" Did you mean "panther_logs.public"?"#), "\(list)")
  }

  @Test(
    arguments: [
      ("Object 'PANTHER_LOGS.PUBLIC.AWS_CLOUDTRIAL' does not exist or not authorized.", "aws_cloudtrail"),
      ("Object 'AWS_CLOUDTRIAL' does not exist or not authorized.", "aws_cloudtrail"),
      ("Schema 'PANTHER_LOG.PUBLIC' does not exist or not authorized.", "panther_logs.public"),
      ("Object 'PANTHER_LOG.PUBLIC.AWS_CLOUDTRAIL' does not exist or not authorized.", "panther_logs.public"),
      ("invalid identifier 'SOURCEIP'", nil), ("Table with name x does not exist! Did you mean y?", nil),
    ] as [(String, String?)])
  func `a table in SQL`(_ message: String, _ near: String?) async throws {
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "failed", "message": .string(message)]])
    let tables = edges("dataLakeDatabaseTables", [["name": "aws_cloudtrail"], ["name": "okta_systemlog"]])
    bench.answer("query Tables") { request in
      let isKnown = request.variables["input"]?["databaseName"] == "panther_logs.public"
      return HTTPResponse(
        json: isKnown
          ? ["data": tables] : ["errors": [["message": "no", "extensions": ["code": "NOT_FOUND"]]]])
    }
    bench.answer("query Databases", data: ["dataLakeDatabases": [["name": "panther_logs.public"]]])
    let words = try await text("query_data_lake", ["sql": "SELECT 1"])
    if let near {
      #expect(words.hasSuffix(" Did you mean \"\(near)\"?"), "\(words)")
    } else {
      #expect(bench.sent.count == 2 && words.hasSuffix("(query_id \"q1\")"), "\(words)")
    }
  }

  @Test func `a detection, wherever one is named`() async throws {
    for kind in ["rules", "scheduled-rules", "simple-rules", "policies"] {
      bench.answer("GET /\(kind)/", Self.gone, status: 404)
      bench.answer(
        "GET /\(kind)?name-contains=",
        ["results": kind == "rules" ? [["id": "AWS.Root.Login"], ["id": "AWS.Root.Logout"]] : []])
    }
    for tool in ["get_detection", "disable_detection", "enable_detection", "test_detection", "export_detection"] {
      let words = try await text(tool, ["detection_id": "aws-root-login"])
      #expect(words.contains(#"Did you mean "AWS.Root.Login"?"#), "\(words)")
      #expect(!words.contains("correlation rule"))
    }
    let far = try await text("get_detection", ["detection_id": "Okta.Something.Else"])
    #expect(far.contains("it may be a correlation rule"), "\(far)")
  }

  @Test func `a detection in filters that find nothing`() async throws {
    bench.answer("GET /alerts", ["results": []])
    for kind in ["rules", "scheduled-rules", "simple-rules", "policies"] {
      bench.answer("GET /\(kind)?name-contains=", ["results": kind == "rules" ? [["id": "AWS.Root.Login"]] : []])
    }
    let wrong = try await bench.call("list_alerts", ["detection_id": "AWS.Root.Logn"])
    #expect(
      wrong["hint"]
        == #"No detection that this API reads has the id "AWS.Root.Logn". Did you mean "AWS.Root.Login"?"#)
    #expect(try await bench.call("list_alerts", ["detection_id": "AWS.Root.Login"])["hint"] == nil)
  }

  @Test func `a role, a user, a helper and a data model`() async throws {
    bench.answer("GET /roles/", Self.gone, status: 404)
    bench.answer("GET /roles?name=", ["results": []])
    bench.answer("GET /roles", ["results": [["id": "r1", "name": "Analyst"]]])
    #expect(try await text("get_role", ["role_id": "analist"]).hasSuffix(#" Did you mean "Analyst"?"#))

    bench.answer("GET /users/", Self.gone, status: 404)
    bench.answer(
      "GET /users?",
      ["results": [["id": "u1", "email": "john.doe@acme.example", "givenName": "John", "familyName": "Doe"]]])
    for name in ["John", "john doe"] {
      let words = try await text("get_user", ["user_id": .string(name)])
      #expect(words.contains(#"Did you mean "john.doe@acme.example"? list_users finds users by name."#), "\(words)")
    }
    let email = try await text("get_user", ["user_id": "jon.doe@acme.example"])
    #expect(email.contains(#"Did you mean "john.doe@acme.example"?"#), "\(email)")

    bench.answer("GET /globals/", Self.gone, status: 404)
    bench.answer("GET /globals?", ["results": [["id": "panther_base_helpers"]]])
    let helper = try await text("get_global_helper", ["helper_id": "panther_base_helper"])
    #expect(helper.hasSuffix(#" Did you mean "panther_base_helpers"?"#), "\(helper)")
    bench.answer("GET /data-models/", Self.gone, status: 404)
    bench.answer("GET /data-models?", ["results": [["id": "Standard.Okta"]]])
    #expect(
      try await text("get_data_model", ["data_model_id": "standard_okta"]).hasSuffix(#" Did you mean "Standard.Okta"?"#)
    )
  }

  @Test(arguments: ["update_alert_assignee", "bulk_update_alerts"])
  func `somebody to assign alerts to, by name`(_ tool: String) async throws {
    bench.answer("PATCH /alerts", ["message": "assignee 'John' is not a user"], status: 400)
    bench.answer("GET /users", ["results": [["id": "u1", "email": "john@acme.example", "givenName": "John"]]])
    let words = try await text(tool, ["alert_ids": ["a1"], "assignee_id": "John"])
    #expect(words.contains("A user is given by e-mail or id."), "\(words)")
    #expect(words.contains(#"Did you mean "john@acme.example"? list_users finds users by name."#), "\(words)")
  }

  @Test func `a log type in filters that find nothing, and an integration type`() async throws {
    bench.answer("GET /alerts", ["results": []])
    bench.answer("GET /rules", ["results": []])
    bench.answer(
      "query Sources",
      data: edges(
        "sources", [["integrationId": "s1", "integrationType": "aws-s3", "isHealthy": true, "logTypes": []]]))
    bench.answer("query Schemas", data: edges("schemas", [["name": "AWS.CloudTrail"], ["name": "Okta.SystemLog"]]))
    let hint: JSON = #"There is no log type "aws_cloudtrail". Did you mean "AWS.CloudTrail"?"#
    #expect(try await bench.call("list_alerts", ["log_types": ["aws_cloudtrail"]])["hint"] == hint)
    #expect(try await bench.call("list_detections", ["log_type": ["aws_cloudtrail"]])["hint"] == hint)
    #expect(try await bench.call("list_log_sources", ["log_types": ["aws_cloudtrail"]])["hint"] == hint)
    #expect(try await bench.call("list_alerts", ["log_types": ["Okta.SystemLog"]])["hint"] == nil)
    let small = try await bench.call("list_alerts", ["log_types": ["okta.systemlog"]])
    #expect(small["hint"] == #"There is no log type "okta.systemlog". Did you mean "Okta.SystemLog"?"#)
    let type = try await bench.call("list_log_sources", ["integration_type": "S3"])
    #expect(type["hint"] == #"No source has the type "S3". Did you mean "aws-s3"?"#)
  }

  @Test func `hidden characters of a near name are shown escaped`() async throws {
    bench.answer("GET /roles/", Self.gone, status: 404)
    bench.answer("GET /roles?name=", ["results": []])
    bench.answer("GET /roles", ["results": [["id": "r1", "name": "Ana\u{202E}lyst"]]])
    let words = try await text("get_role", ["role_id": "analyst"])
    #expect(words.contains("Did you mean") && !words.contains("\u{202E}"), "\(words)")
  }

  @Test func `where the names cannot be read, the error is as it was`() async throws {
    bench.answer("GET /roles/", Self.gone, status: 404)
    bench.answer("GET /roles?name=", ["results": []])
    bench.answer("GET /roles", ["error": "forbidden"], status: 403)
    let words = try await text("get_role", ["role_id": "analist"])
    #expect(words.contains("no such thing") && !words.contains("Did you mean"), "\(words)")
  }
}
