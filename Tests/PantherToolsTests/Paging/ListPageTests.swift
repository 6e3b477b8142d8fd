import Foundation
import JSON
import Panther
import TestSupport
import Testing

@testable import MCP
@testable import PantherTools

/// Lists of one and of several upstream lists: nothing lost, nothing doubled, whatever cuts them.
@Suite(.fewAtOnce) struct ListPageTests {
  /// Items from small to some that fill an answer alone.
  private static func items(_ count: Int, _ prefix: String, in key: String = "id") -> [JSON] {
    (0..<count).map { index in
      .object([
        key: .string("\(prefix)\(index)"), "name": "n",
        "description": .string(String(repeating: "x", count: index % 7 == 3 ? 3_000 : 20)),
      ])
    }
  }

  static let lists: [(tool: String, match: String, name: String)] = [
    ("list_detections", "GET /rules", "detections"), ("list_scheduled_queries", "GET /queries", "queries"),
    ("list_global_helpers", "GET /globals", "helpers"), ("list_data_models", "GET /data-models", "data_models"),
    ("list_users", "GET /users", "users"),
  ]

  @Test(arguments: lists, [2, 7, 60])
  func `every item comes once, at any size`(_ list: (tool: String, match: String, name: String), _ limit: Int)
    async throws
  {
    for (end, detail) in [(nil, "concise"), (nil, "full"), (.null, "concise"), ("", "concise")] as [(JSON?, JSON)] {
      let bench = Bench()
      bench.shelve(list.match, Self.items(45, "i"), end: end)
      let pages = try await bench.walk(list.tool, ["limit": JSON(limit), "detail": detail])
      #expect(pages.all(list.name, "id") == (0..<45).map { "i\($0)" })
    }
  }

  @Test(arguments: lists)
  func `another size or detail on the way loses nothing`(_ list: (tool: String, match: String, name: String))
    async throws
  {
    let bench = Bench()
    bench.shelve(list.match, Self.items(45, "i"))
    for size in [1, 4, 50] {
      let pages = try await bench.walk(list.tool, ["limit": 9], again: ["limit": JSON(size), "detail": "full"])
      #expect(pages.all(list.name, "id") == (0..<45).map { "i\($0)" })
    }
  }

  @Test func `the rest of a page that was cut comes with the next one`() async throws {
    let bench = Bench()
    bench.shelve(
      "GET /users", (0..<60).map { ["id": .string("i\($0)"), "email": .string(String(repeating: "x", count: 300))] })
    let pages = try await bench.walk("list_users", ["limit": 30])
    #expect(pages.all("users", "id") == (0..<60).map { "i\($0)" })
    #expect(pages.map { $0.items("users").count }.dropLast().allSatisfy { $0 > 15 })
  }

  static let whole: [(tool: String, match: String, field: String, name: String, id: String)] = [
    ("list_log_sources", "query Sources", "sources", "sources", "integrationId"),
    ("list_log_type_schemas", "query Schemas", "schemas", "schemas", "name"),
  ]

  @Test(arguments: whole, ["concise", "full"])
  func `a connection is read whole, then shown in parts that the answer has room for`(
    _ list: (tool: String, match: String, field: String, name: String, id: String), _ detail: String
  ) async throws {
    let bench = Bench()
    let text = String(repeating: "x", count: 50)
    let items: [JSON] = (0..<230).map { index in
      .object([list.id: .string("i\(index)"), "description": .string(text), "integrationLabel": .string(text)])
    }
    bench.connect(list.match, in: list.field, items)
    let pages = try await bench.walk(list.tool, ["detail": .string(detail)])
    #expect(pages.all(list.name, list.id) == (0..<230).map { "i\($0)" })
    #expect(pages.allSatisfy { $0["total"] == 230 })
    #expect(pages.count > 1 || detail == "full")
  }

  /// A page with some items, which names the next page.
  private static func page(_ items: ClosedRange<Int>, of id: String, next: String) -> JSON {
    let edges = items.map { JSON.object(["node": .object([id: .string("i\($0)"), "isHealthy": true])]) }
    return ["edges": .array(edges), "pageInfo": ["hasNextPage": true, "endCursor": .string(next)]]
  }

  @Test(arguments: whole)
  func `a list that does not end says where reading stopped, and gives no exact count`(
    _ list: (tool: String, match: String, field: String, name: String, id: String)
  ) async throws {
    for (items, sameCursor, pages, most) in [
      (0...0, false, 500, 500), (1...101, false, 100, 10_000), (0...0, true, 2, 2),
    ] {
      let bench = Bench()
      bench.answer(list.match) { request in
        let next = sameCursor ? "c" : "\(request.json["variables"]?["input"]?["cursor"]?.string ?? "")c"
        return HTTPResponse(json: ["data": .object([list.field: Self.page(items, of: list.id, next: next)])])
      }
      let result = try await bench.call(list.tool)
      #expect(bench.sent.count == pages)
      #expect(
        result["incomplete"]?.string?.contains("stopped after \(pages) pages of Panther's list with \(most) items")
          == true)
      #expect(result["total"] == nil && result["unhealthy"] == nil)
      #expect(result["total_at_least"]?.int == most)
    }
  }

  @Test func `a filter that finds nothing in a list that does not end does not say that there is nothing`() async throws
  {
    let bench = Bench()
    bench.answer("query Sources") { request in
      let next = "\(request.json["variables"]?["input"]?["cursor"]?.string ?? "")c"
      return HTTPResponse(json: ["data": ["sources": Self.page(1...1, of: "integrationId", next: next)]])
    }
    let result = try await bench.call("list_log_sources", ["is_healthy": false])
    #expect(result["incomplete"]?.string?.contains("500 pages") == true)
    #expect(result["total_at_least"] == 0 && result["unhealthy_at_least"] == 0)
    #expect(result["total"] == nil && result["unhealthy"] == nil)
  }

  @Test func `roles are cut between roles`() async throws {
    let bench = Bench()
    let roles: [JSON] = (0..<60).map {
      ["id": .string("i\($0)"), "name": "n", "permissions": JSON(Array(repeating: "AlertRead", count: 30))]
    }
    bench.answer("GET /roles", ["results": .array(roles)])
    let pages = try await bench.walk("list_roles", [:])
    #expect(pages.count > 1)
    #expect(pages.all("roles", "id") == (0..<60).map { "i\($0)" })
  }

  @Test func `metrics are cut from the same list on every page, though it comes in another order`() async throws {
    let bench = Bench()
    let rules: [JSON] = (0..<400).map {
      ["entityId": .string("rule number \($0)"), "label": "same", "value": JSON($0 / 50 + 1)]
    }
    bench.answer("query AlertsPerRule") { _ in
      HTTPResponse(json: ["data": ["metrics": ["alertsPerRule": .array(rules.shuffled()), "totalAlerts": 1400]]])
    }
    let pages = try await bench.walk("get_rule_alert_metrics", ["start_date": "3d", "interval_in_minutes": 60])
    #expect(pages.count > 1)
    #expect(Set(pages.all("rules", "rule_id")).count == 400)
    #expect(pages.all("rules", "rule_id").count == 400)
    #expect(Set(bench.variables.map(\.text)).count == 1)
  }

  // MARK: Several lists

  private static let kinds: JSON = ["rules", "scheduled_rules", "simple_rules", "policies"]

  /// Four lists of different lengths, one of them empty.
  private func fourKinds(without failing: String? = nil) -> (Bench, [String]) {
    let bench = Bench()
    var ids: [String] = []
    for (path, count) in [("rules", 33), ("scheduled-rules", 0), ("simple-rules", 12), ("policies", 70)] {
      guard path != failing else { continue }
      bench.shelve("GET /\(path)", Self.items(count, path))
      ids += (0..<count).map { "\(path)\($0)" }
    }
    return (bench, ids)
  }

  @Test(arguments: [1, 5, 40, 1000], ["concise", "full"])
  func `four kinds page together, each item once and with its kind`(_ limit: Int, _ detail: String) async throws {
    let (bench, ids) = fourKinds()
    let first: JSON.Object = ["detection_types": Self.kinds, "limit": JSON(limit), "detail": .string(detail)]
    let pages = try await bench.walk("list_detections", first, again: ["detail": .string(detail)])
    #expect(pages.all("detections", "id").sorted() == ids.sorted())
    for item in pages.flatMap({ $0.items("detections") }) {
      let kind = item["detection_type"]?.string ?? pages.last?["detection_type"]?.string ?? "?"
      #expect(item["id"]?.string?.hasPrefix(kind.replacing("_", with: "-")) == true)
    }
  }

  @Test(arguments: [5, 1000])
  func `a kind that may not be read is said with its permission, and the others go on`(_ limit: Int) async throws {
    let (bench, ids) = fourKinds(without: "simple-rules")
    bench.answer("GET /simple-rules", ["error": "forbidden"], status: 403)
    let pages = try await bench.walk("list_detections", ["detection_types": Self.kinds, "limit": JSON(limit)])
    #expect(pages.all("detections", "id").sorted() == ids.sorted())
    let failed = pages[0]["failed"]
    #expect(failed?.object?.keys == ["simple_rules"])
    #expect(failed?["simple_rules"]?.string?.contains("View Rules (RuleRead)") == true)
    #expect(failed?["simple_rules"]?.string?.contains("PolicyRead") == false)
    #expect(pages.dropFirst().allSatisfy { $0["failed"] == nil })
  }

  @Test func `a kind that fails for a moment is read with the next page, and nothing of it is lost`() async throws {
    let (bench, ids) = fourKinds(without: "simple-rules")
    bench.answer("GET /simple-rules", ["message": "oh no"], status: 500)
    bench.shelve("GET /simple-rules", Self.items(12, "simple-rules"))
    let pages = try await bench.walk("list_detections", ["detection_types": Self.kinds, "limit": 1000])
    #expect(pages[0]["failed"]?["simple_rules"]?.string?.contains("oh no") == true)
    #expect(pages.all("detections", "id").sorted() == (ids + (0..<12).map { "simple-rules\($0)" }).sorted())
  }

  @Test func `a kind that fails for ever ends in an error, after all others`() async throws {
    let (bench, ids) = fourKinds(without: "simple-rules")
    bench.answer("GET /simple-rules", ["message": "oh no"], status: 500)
    let pages = try await bench.walk("list_detections", ["detection_types": Self.kinds, "limit": 1000])
    #expect(pages.all("detections", "id").sorted() == ids.sorted())
    #expect(pages.last?.isError == true)
    #expect(pages.dropLast().allSatisfy { !$0.isError })
  }

  @Test func `when all kinds fail alike, it is said once`() async throws {
    let bench = Bench()
    bench.answer("GET /", ["message": "Unauthorized"], status: 401)
    let result = try await bench.call("list_detections", ["detection_types": Self.kinds])
    #expect(result.isError)
    #expect(result.text.components(separatedBy: "PANTHER_API_TOKEN").count == 2)
    #expect(result.text.hasSuffix("The same for scheduled_rules, simple_rules, policies."))
  }

  // MARK: Ends

  @Test(arguments: lists)
  func `a cursor that does not move is the end`(_ list: (tool: String, match: String, name: String)) async throws {
    let bench = Bench()
    bench.answer(list.match, ["results": [["id": "a"]], "next": "same"])
    let pages = try await bench.walk(list.tool, ["limit": 1])
    #expect(pages.count == 2)
    #expect(pages[1]["next_cursor"] == nil)
  }

  @Test(arguments: whole)
  func `a connection's cursor that does not move is the end`(
    _ list: (tool: String, match: String, field: String, name: String, id: String)
  ) async throws {
    let bench = Bench()
    let page: JSON = ["edges": [["node": ["name": "a"]]], "pageInfo": ["hasNextPage": true, "endCursor": "same"]]
    bench.answer(list.match, data: .object([list.field: page]))
    #expect(!(try await bench.call(list.tool)).isError)
    #expect(bench.sent.count == 2)
  }

  @Test(arguments: lists, [["results": .null, "next": .null], ["results": []]] as [JSON])
  func `no list is an empty one`(_ list: (tool: String, match: String, name: String), _ answer: JSON) async throws {
    let bench = Bench()
    bench.answer(list.match, answer)
    let result = try await bench.call(list.tool)
    #expect(!result.isError, "\(result.text)")
    #expect(result.json.object?.keys.contains(list.name) == true)
    #expect(result.items(list.name).isEmpty)
    #expect(result["next_cursor"] == nil)
  }

  @Test(
    arguments: whole,
    [.null, ["edges": .null], ["edges": [], "pageInfo": .null], ["edges": [.null, ["node": .null]]]] as [JSON])
  func `no connection is an empty one`(
    _ list: (tool: String, match: String, field: String, name: String, id: String), _ connection: JSON
  ) async throws {
    let bench = Bench()
    bench.answer(list.match, data: .object([list.field: connection]))
    let result = try await bench.call(list.tool)
    #expect(!result.isError, "\(result.text)")
    #expect(result.items(list.name).isEmpty)
    #expect(result["total"] == 0)
  }

  @Test(arguments: ["nonsense", "e30", "W10", "bnVsbA", "W1tdXQ", "../../users", "\u{202E}", "a b", "💣"])
  func `other texts than cursors are refused, and nothing is sent`(_ cursor: String) async throws {
    for tool in Self.lists.map(\.tool) + Self.whole.map(\.tool) + ["list_roles", "get_rule_alert_metrics"] {
      let bench = Bench()
      let result = try await bench.call(tool, ["cursor": .string(cursor)])
      #expect(result.isError)
      #expect(result.text.contains("`cursor`"))
      #expect(bench.sent.isEmpty)
    }
  }

}
