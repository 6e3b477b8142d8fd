import JSON
import TestSupport
import Testing

@Suite(.fewAtOnce) struct GraphQLTests {
  @Test func `answers have what was selected, under the names asked for`() async throws {
    let answer = try await Demo().graphQL(
      """
      query Named($name: String = "panther_views") {
        a: dataLakeDatabaseTable(input: {databaseName: $name, tableName: "all_logs"}) { n: name ...T __typename }
        generalSettings { pantherVersion }
      }
      fragment T on DataLakeDatabaseTable { logType }
      """)
    #expect(answer[path: ["data", "a"]] == ["n": "all_logs", "logType": .null, "__typename": .null])
    #expect(answer[path: ["data", "generalSettings", "pantherVersion"]]?.string != nil)
  }

  static let failures: [(query: String, message: String)] = [
    ("{ nope }", "the demo instance does not know it"),
    ("mutation { deleteSource(input: {id: \"x\"}) { id } }", "does not know"),
    ("{ dataLakeQuery(id: \"nope\") { id } }", "not found"),
    ("{ aiInferenceStream(streamId: \"nope\") { finished } }", "not found"),
    ("{ dataLakeQuery { id } }", "is required"),
    ("{ dataLakeDatabaseTables(input: {databaseName: \"nope\"}) { edges { node { name } } } }", "not found"),
    ("{", "Syntax Error"), ("", "no operation"),
    ("{ a(", "Syntax Error"), ("{ a ...Missing }", "unknown fragment"), ("fragment A on B { ...A }", "no operation"),
    ("{ ...A } fragment A on B { ...A }", "nested too deeply"), ("query A { x } query B { x }", "operationName"),
    ("{ schemas(input: {cursor: \"x\"}) { edges { node { name } } } }", "single page"),
    (
      "{ metrics(input: {fromDate: \"2026-11-02T00:00:00Z\", toDate: \"2026-11-01T00:00:00Z\"}) { totalAlerts } }",
      "toDate"
    ),
    ("{ metrics(input: {fromDate: \"x\", toDate: \"y\"}) { totalAlerts } }", "DateTime"),
    ("{ dataLakeQueries(input: {pageSize: 1000}) { edges { node { id } } } }", "pageSize"),
    ("mutation { executeDataLakeQuery(input: {sql: \" \"}) { id } }", "sql"),
    ("mutation { executeDataLakeQuery(input: {sql: \"SELECT 1\", databaseName: \"x\"}) { id } }", "not found"),
    ("{ dataLakeQuery(id: \"\\u12\") { id } }", "Syntax Error"),
  ]

  @Test(arguments: failures)
  func `what cannot be answered says why`(query: String, message: String) async throws {
    let answer = try await Demo().graphQL(query)
    #expect(answer["errors"]?.array?.first?["message"]?.string?.contains(message) == true, "\(answer.text)")
    #expect(answer[path: ["errors"]]?.array?.first?[path: ["extensions", "code"]]?.string != nil)
  }

  @Test func `sources come in pages and know their kinds`() async throws {
    let demo = Demo()
    let query =
      "query($i: SourcesInput) { sources(input: $i) { edges { node { integrationLabel isHealthy ... on S3LogIntegration { s3Bucket } } } pageInfo { hasNextPage endCursor } } }"
    let first = try await demo.graphQL(query, ["i": .null])
    let cursor = first[path: ["data", "sources", "pageInfo", "endCursor"]] ?? nil
    let second = try await demo.graphQL(query, ["i": ["cursor": cursor ?? .null]])
    let nodes = [first, second].flatMap { $0[path: ["data", "sources", "edges"]]?.array ?? [] }.compactMap {
      $0["node"]
    }
    #expect(nodes.count == 12)
    #expect(nodes.filter { $0["isHealthy"] == false }.count == 2)
    #expect(nodes.filter { $0["s3Bucket"] != nil }.count == 3)
    #expect(second[path: ["data", "sources", "pageInfo", "hasNextPage"]] == false)
  }

  static let schemaInputs: [(input: JSON, count: Int)] = [
    ([:], 15), (["isArchived": false], 14), (["isInUse": true], 13), (["isManaged": false], 2),
    (["contains": "cloudtrail"], 1), (["contains": "dstport"], 1), (["isArchived": true, "isManaged": true], 0),
  ]

  @Test(arguments: schemaInputs)
  func `schemas are filtered`(input: JSON, count: Int) async throws {
    let answer = try await Demo().graphQL(
      "query($i: SchemasInput!) { schemas(input: $i) { edges { node { name spec version revision updatedAt } } } }",
      ["i": input])
    let edges = answer[path: ["data", "schemas", "edges"]]?.array ?? []
    #expect(edges.count == count)
    #expect(edges.allSatisfy { $0["node"]?["spec"]?.string?.contains("fields:") == true })
  }

  @Test func `metrics count the alerts that the list has`() async throws {
    let demo = Demo()
    let answer = try await demo.graphQL(
      """
      { metrics(input: {fromDate: "2026-11-01T00:00:00.000Z", toDate: "2026-11-20T08:10:00.000Z", intervalInMinutes: 1440}) {
        alertsPerRule { entityId label value } alertsPerSeverity { label value breakdown } totalAlerts
        bytesProcessedPerSource { label value breakdown } totalBytesProcessed eventsProcessedPerLogType { label value }
        bytesQueriedPerSource { label value } bytesIngestedPerSource { label value } latencyPerLogType { label value }
        totalBytesIngested totalBytesQueried totalEventsProcessed } }
      """)
    let metrics = try #require(answer[path: ["data", "metrics"]])
    var counts: [String: Int] = [:]
    for type in ["ALERT", "DETECTION_ERROR", "SYSTEM_ERROR"] {
      counts[type] = try await demo.pages("/alerts?created-after=2026-11-01&limit=50&type=\(type)").flatMap { $0 }.count
    }
    #expect(counts.values.allSatisfy { $0 > 0 })
    // Errors count as alerts of their detection, and system errors have none.
    let detected = counts["ALERT", default: 0] + counts["DETECTION_ERROR", default: 0]
    func sum(_ key: String) -> Int { metrics[key]?.array?.reduce(0) { $0 + ($1["value"]?.int ?? 0) } ?? -1 }
    #expect(metrics["totalAlerts"]?.int == counts.values.reduce(0, +))
    #expect(sum("alertsPerRule") == detected && sum("alertsPerSeverity") == detected)
    #expect(sum("bytesProcessedPerSource") == metrics["totalBytesProcessed"]?.int)
    #expect(metrics["bytesProcessedPerSource"]?.array?.first?["breakdown"]?.object?.count == 20)
    #expect(metrics.object?.members.allSatisfy { !$0.value.isNull } == true)
  }

  @Test func `tables are listed in pages and described`() async throws {
    let demo = Demo()
    let query =
      "query($i: DataLakeDatabaseTablesInput!) { dataLakeDatabaseTables(input: $i) { edges { node { name } } pageInfo { hasNextPage endCursor } } }"
    let first = try await demo.graphQL(query, ["i": ["databaseName": "panther_logs.public", "pageSize": 3]])
    let page = try #require(first[path: ["data", "dataLakeDatabaseTables"]])
    #expect(page["edges"]?.array?.count == 3 && page["pageInfo"]?["hasNextPage"] == true)
    let next = try await demo.graphQL(
      query, ["i": ["databaseName": "panther_logs", "pageSize": 3, "cursor": page["pageInfo"]?["endCursor"] ?? .null]])
    #expect(next[path: ["data", "dataLakeDatabaseTables", "edges"]]?.array?.count == 2)
    let table = try await demo.graphQL(
      "{ dataLakeDatabaseTable(input: {databaseName: \"panther_logs.public\", tableName: \"AWS_CLOUDTRAIL\"}) { name logType columns { name type description } } }"
    )
    let columns = table[path: ["data", "dataLakeDatabaseTable", "columns"]]?.array ?? []
    #expect(columns.contains { $0["name"] == "useridentity" && $0["type"] == "object" })
    #expect(columns.contains { $0["name"] == "p_any_ip_addresses" })
  }

  @Test func `every table has the columns that its description says`() async throws {
    let demo = Demo()
    let answer = try await demo.graphQL("{ dataLakeDatabases { name tables { name columns { name } } } }")
    for database in answer[path: ["data", "dataLakeDatabases"]]?.array ?? [] {
      for table in database["tables"]?.array ?? [] {
        let path = (database["name"]?.string ?? "") + "." + (table["name"]?.string ?? "")
        let rows = try await demo.run("SELECT * FROM \(path) LIMIT 1")
        #expect(
          rows[path: ["results", "columnInfo", "order"]]?.array == table["columns"]?.array?.compactMap { $0["name"] },
          "\(path)")
        #expect(rows[path: ["results", "edges"]]?.array?.count == 1, "\(path)")
      }
    }
  }

  // MARK: Alerts

  @Test func `alerts are changed by e-mail, and unassigned by null`() async throws {
    let demo = Demo()
    let id = JSON.string(try #require(try await demo.list("/alerts?status=OPEN").first))
    let assign =
      "mutation($i: UpdateAlertsAssigneeByEmailInput!) { updateAlertsAssigneeByEmail(input: $i) { alerts { id status assignee { id email role { name } } updatedBy { __typename ... on APIToken { name } } } } }"
    let done = try await demo.graphQL(assign, ["i": ["ids": [id], "assigneeEmail": "Sofia.Garcia@harborline.example"]])
    let alert = try #require(done[path: ["data", "updateAlertsAssigneeByEmail", "alerts"]]?.array?.first)
    #expect(alert[path: ["assignee", "email"]] == "sofia.garcia@harborline.example")
    #expect(alert[path: ["assignee", "role", "name"]] == "Analyst")
    #expect(alert[path: ["updatedBy", "__typename"]] == "APIToken")
    #expect(try await demo.graphQL(assign, ["i": ["ids": [id], "assigneeEmail": "nobody@x"]])["errors"] != nil)
    let none = try await demo.graphQL(assign, ["i": ["ids": [id], "assigneeEmail": .null]])
    #expect(none[path: ["data", "updateAlertsAssigneeByEmail", "alerts"]]?.array?.first?["assignee"] == .null)
    let byID = try await demo.graphQL(
      "mutation($i: UpdateAlertsAssigneeByIdInput!) { updateAlertsAssigneeById(input: $i) { alerts { assignee { id } } } }",
      ["i": ["ids": [id], "assigneeId": "nope"]])
    #expect(byID["errors"] != nil)
  }

  @Test func `an alert has every field of the contract`() async throws {
    let demo = Demo()
    let ids = try await demo.list("/alerts?created-after=2026-11-01&limit=50")
    let answer = try await demo.graphQL(
      """
      mutation($ids: [ID!]!) { updateAlertsAssigneeById(input: {ids: $ids}) { alerts { createdAt deliveries { url }
        description lastReceivedEventAt reference runbook severity status title type
        events(input: {pageSize: 1}) { edges { node } pageInfo { hasNextPage } }
        origin { __typename ... on Detection { name } ... on DeletedDetection { id } } } } }
      """, ["ids": JSON(ids)])
    let alerts = answer[path: ["data", "updateAlertsAssigneeById", "alerts"]]?.array ?? []
    #expect(alerts.count > 20 && alerts.count == ids.count)
    for alert in alerts { #expect(alert.object?.members.allSatisfy { !$0.value.isNull } == true) }
  }

  // MARK: AI

  @Test func `an AI answer grows with each look until it is finished`() async throws {
    let demo = Demo()
    let id = try #require(try await demo.list("/alerts").first)
    let start = try await demo.graphQL(
      "mutation($i: AISummarizeAlertInput!) { aiSummarizeAlert(input: $i) { streamId } }",
      ["i": ["alertId": .string(id), "prompt": "why?"]])
    let stream = start[path: ["data", "aiSummarizeAlert", "streamId"]] ?? nil
    var texts: [String] = []
    var isFinished = false
    while !isFinished, texts.count < 20 {
      let look = try await demo.graphQL(
        "query($s: String!) { aiInferenceStream(streamId: $s) { finished responseText error streamId } }",
        ["s": stream ?? .null]
      )
      isFinished = look[path: ["data", "aiInferenceStream", "finished"]] == true
      texts.append(look[path: ["data", "aiInferenceStream", "responseText"]]?.string ?? "")
    }
    #expect(isFinished && texts.count == 4)
    #expect(zip(texts, texts.dropFirst()).allSatisfy { $1.hasPrefix($0) && $0 != $1 })
    let found = try await demo.graphQL(
      "query($i: AIInferenceStreamsMetadataInput!) { aiInferenceStreamsMetadata(input: $i) { edges { node { streamId alias } } } }",
      ["i": ["alias": .string(id)]])
    #expect(
      found[path: ["data", "aiInferenceStreamsMetadata", "edges"]] == [
        ["node": ["streamId": stream ?? .null, "alias": .string(id)]]
      ])
  }
}
