import JSON
import TestSupport
import Testing

@Suite(.fewAtOnce) struct QueryLifeTests {
  private func start(_ sql: String, _ demo: Demo) async throws -> JSON {
    let answer = try await demo.graphQL(
      "mutation($i: ExecuteDataLakeQueryInput!) { executeDataLakeQuery(input: $i) { id } }",
      ["i": ["sql": .string(sql)]])
    return answer[path: ["data", "executeDataLakeQuery", "id"]] ?? .null
  }

  private func look(_ id: JSON, _ demo: Demo, _ page: JSON = [:]) async throws -> JSON {
    let answer = try await demo.graphQL(
      """
      query($id: ID!, $p: DataLakeQueryResultsInput) { dataLakeQuery(id: $id, root: true) { status message sql completedAt
        issuedBy { __typename } results(input: $p) { edges { node } stats { rowCount bytesScanned executionTime }
        pageInfo { hasNextPage endCursor } } } }
      """, ["id": id, "p": page])
    return answer[path: ["data", "dataLakeQuery"]] ?? answer
  }

  @Test func `a query runs at first, then has its rows`() async throws {
    let demo = Demo()
    let id = try await start("SELECT 1 AS x", demo)
    let first = try await look(id, demo)
    #expect(first["status"] == "running" && first["results"] == .null && first["completedAt"] == .null)
    let second = try await look(id, demo)
    #expect(second["status"] == "succeeded" && second[path: ["results", "stats", "rowCount"]] == 1)
    #expect(second[path: ["issuedBy", "__typename"]] == "APIToken")
  }

  @Test func `results come in pages of the same query`() async throws {
    let demo = Demo()
    let id = try await start("SELECT p_row_id FROM panther_views.public.all_logs", demo)
    _ = try await look(id, demo)
    var rows: [String] = []
    var cursor: JSON = .null
    var pages = 0
    repeat {
      let page = try await look(id, demo, ["cursor": cursor, "pageSize": 999])
      rows += page[path: ["results", "edges"]]?.array?.compactMap { $0[path: ["node", "p_row_id"]]?.string } ?? []
      cursor = page[path: ["results", "pageInfo", "endCursor"]] ?? .null
      pages += 1
    } while !cursor.isNull && pages < 20
    #expect(rows.count > 3000 && Set(rows).count == rows.count && pages == (rows.count + 998) / 999)
    #expect(try await look(id, demo, ["pageSize": 1000])["errors"] != nil)
    #expect(try await look(id, demo, ["cursor": "nonsense"])["errors"] != nil)
  }

  @Test func `a query for the people in an alert has their profiles`() async throws {
    let demo = Demo()
    let alerts = try await demo.get("/alerts?name-contains=MFA")["results"]?.array ?? []
    let alert = try #require(alerts.first?["id"])
    let started = try await demo.graphQL(
      "mutation($id: ID!) { executeAlertActorQuery(input: {alertId: $id}) { id } }", ["id": alert])
    let id = started[path: ["data", "executeAlertActorQuery", "id"]] ?? .null
    _ = try await look(id, demo)
    let answer = try await demo.graphQL(
      "query($id: ID!) { dataLakeQuery(id: $id) { results { actorProfiles { displayNames emails } } } }", ["id": id])
    #expect(
      answer[path: ["data", "dataLakeQuery", "results", "actorProfiles"]]
        == [["displayNames": ["Dana Whitfield"], "emails": ["dana.whitfield@harborline.example"]]], "\(answer)")
    let unknown = try await demo.graphQL(
      "mutation { executeAlertActorQuery(input: {alertId: \"nope\"}) { id } }")
    #expect(unknown["errors"] != nil)
  }

  @Test func `a running query can be cancelled once`() async throws {
    let demo = Demo()
    let id = try await start("SELECT 1", demo)
    let cancel = "mutation($id: ID!) { cancelDataLakeQuery(input: {id: $id}) { id } }"
    #expect(try await demo.graphQL(cancel, ["id": id])[path: ["data", "cancelDataLakeQuery", "id"]] == id)
    #expect(try await look(id, demo)["status"] == "cancelled")
    #expect(try await demo.graphQL(cancel, ["id": id])["errors"] != nil)
    #expect(try await demo.graphQL(cancel, ["id": "nope"])["errors"] != nil)
  }

  @Test func `the history has earlier and own queries`() async throws {
    let demo = Demo()
    let query =
      "query($i: DataLakeQueriesInput) { dataLakeQueries(input: $i) { edges { node { id sql status isScheduled name startedAt } } pageInfo { hasNextPage } } }"
    func list(_ input: JSON) async throws -> [JSON] {
      try await demo.graphQL(query, ["i": input])[path: ["data", "dataLakeQueries", "edges"]]?.array?.compactMap {
        $0["node"]
      } ?? []
    }
    #expect(try await list([:]).count == 9)
    #expect(try await list(["status": ["failed"]]).count == 1)
    let own = try await start("SELECT 'mine'", demo)
    #expect(try await list([:]).first?["id"] == own)
    #expect(try await list(["contains": "MINE"]).count == 1)
    #expect(try await list(["isScheduled": true]).count == 9)
    #expect(try await list(["startedAtAfter": "2026-11-20T00:00:00.000Z", "isScheduled": true]).count == 3)
    #expect(try await list(["sortDir": "ascending", "pageSize": 2]).count == 2)
    for _ in 0..<60 { _ = try await start("SELECT 1", demo) }
    #expect(try await list(["pageSize": 999]).count == 49)
  }

  @Test func `indicators are counted per table`() async throws {
    let demo = Demo()
    let started = try await demo.graphQL(
      "mutation($i: ExecuteIndicatorSearchQueryInput!) { executeIndicatorSearchQuery(input: $i) { id } }",
      [
        "i": [
          "indicators": ["203.0.113.54", "nothing"], "startTime": "2026-11-19T00:00:00.000Z",
          "endTime": "2026-11-21T00:00:00.000Z", "databases": ["panther_logs.public"],
        ]
      ])
    let id = started[path: ["data", "executeIndicatorSearchQuery", "id"]] ?? .null
    _ = try await look(id, demo)
    let rows = try await look(id, demo)[path: ["results", "edges"]]?.array?.compactMap { $0["node"] } ?? []
    #expect(rows.compactMap { $0["table_name"]?.string } == ["aws_cloudtrail", "aws_vpcflow", "okta_systemlog"])
    #expect(rows.allSatisfy { ($0["num_matches"]?.int ?? 0) > 10 })
  }
}
