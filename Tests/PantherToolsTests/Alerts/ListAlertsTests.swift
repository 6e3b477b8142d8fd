import JSON
import MCP
import Panther
import TestSupport
import Testing

@testable import PantherTools

@Suite(.fewAtOnce) struct ListAlertsTests {
  private static func alert(_ id: String, minute: Int, title: String = "t", severity: JSON = "HIGH") -> JSON {
    [
      "id": .string(id), "title": .string(title), "severity": severity, "status": "OPEN", "type": "RULE",
      "createdAt": .string("2026-11-20T0\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"),
    ]
  }

  // MARK: Counts

  @Test func `the total is exact where the list was seen to its end, else the least`() async throws {
    for title in ["t", String(repeating: "x", count: 400)] {
      let bench = Bench()
      bench.shelve("GET /alerts", (0..<60).map { Self.alert("a\($0)", minute: 100 - $0, title: title) })
      let pages = try await bench.walk("list_alerts", [:])
      #expect(pages.all("alerts", "id") == (0..<60).map { "a\($0)" })
      #expect(pages.last?["total"] == 60 && pages.last?["total_at_least"] == nil)
      for page in pages.dropLast() {
        #expect(page["total"] == nil)
        #expect(page["total_at_least"]?.int ?? 0 >= page.items("alerts").count)
      }
    }
  }

  @Test func `count_only counts all pages, by severity, status and kind`() async throws {
    let bench = Bench()
    bench.shelve(
      "GET /alerts?type=ALERT&",
      (0..<120).map { Self.alert("a\($0)", minute: 300 - $0, severity: $0 % 3 == 0 ? "LOW" : "CRITICAL") })
    bench.shelve(
      "GET /alerts?type=SYSTEM_ERROR&",
      [
        ["status": "RESOLVED", "severity": "COSMIC", "type": "SYSTEM_ERROR"],
        ["status": .null, "type": "SYSTEM_ERROR"],
      ])
    let result = try await bench.call(
      "list_alerts", ["count_only": true, "alert_type": ["ALERT", "SYSTEM_ERROR"], "page_size": 3])
    #expect(result["total"] == 122 && result["total_at_least"] == nil && result["incomplete"] == nil)
    #expect(result["by_severity"]?.text == #"{"CRITICAL":80,"LOW":40,"other":2}"#)
    #expect(result["by_status"] == ["OPEN": 120, "RESOLVED": 1, "other": 1])
    #expect(result["by_type"] == ["ALERT": 120, "SYSTEM_ERROR": 2])
    #expect(result["alerts"] == nil && result["window"] != nil)
    #expect(bench.sent.count == 4 && bench.sent.allSatisfy { $0.contains("limit=50") })
    #expect(result.text.count < 400)
  }

  private static func endless(_ bench: Bench) {
    bench.answer("GET /alerts") { request in
      let page = (0..<50).map { alert("a\($0)", minute: 1) }
      return HTTPResponse(json: ["results": .array(page), "next": .string("\(request.query("cursor") ?? "")c")])
    }
  }

  @Test func `count_only stops after forty pages, and says so`() async throws {
    let bench = Bench()
    Self.endless(bench)
    let result = try await bench.call("list_alerts", ["count_only": true])
    #expect(bench.sent.count == 40)
    #expect(result["total"] == nil && result["total_at_least"] == 2_000)
    #expect(result["incomplete"]?.string?.contains("2000") == true)
    #expect(result["by_severity"] == ["HIGH": 2_000] && result["by_type"] == nil)
  }

  @Test func `count_only stops when the call has little time left`() async throws {
    let bench = Bench(patience: .seconds(15))
    Self.endless(bench)
    let result = try await bench.call("list_alerts", ["count_only": true])
    #expect(bench.sent.count == 1)
    #expect(result["total_at_least"] == 50 && result["incomplete"] != nil)
  }

  // MARK: What fits

  @Test func `Panther is asked for more only where the answer has room`() async throws {
    for (title, extra, requests) in [(10, 10, 2), (150, 250, 1), (5_000, 250, 1)] {
      let bench = Bench()
      let items = (0..<50).map { index -> JSON in
        var alert =
          Self.alert("a\(index)", minute: 100 - index, title: String(repeating: "x", count: title)).object ?? [:]
        alert["detection"] = ["id": .string(String(repeating: "d", count: extra))]
        alert["body"] = .string(String(repeating: "hidden", count: 1_000))
        return .object(alert)
      }
      bench.shelve("GET /alerts", items)
      let first = try await bench.call("list_alerts", ["page_size": 50])
      #expect(bench.sent.count == requests && bench.sent.allSatisfy { $0.contains("limit=25") })
      #expect(first.text.unicodeScalars.count <= 8_000)
      #expect(first.items("alerts").count == (requests == 2 ? 50 : first.items("alerts").count))
      let pages = try await bench.walk("list_alerts", ["page_size": 50])
      #expect(pages.all("alerts", "id") == (0..<50).map { "a\($0)" })
    }
  }

  @Test func `whole alerts are asked for in small steps, up to the largest answer`() async throws {
    let bench = Bench()
    let items = (0..<30).map { Self.alert("a\($0)", minute: 100 - $0, title: String(repeating: "x", count: 1_000)) }
    bench.shelve("GET /alerts", items)
    let pages = try await bench.walk("list_alerts", ["detail": "full"])
    #expect(bench.sent.allSatisfy { $0.contains("limit=10") })
    #expect(pages.flatMap { $0.items("alerts") } == items)
    #expect(pages[0].items("alerts").count > 15)
  }

  @Test func `a cut says how many are shown, how many are left, and whether there may be more`() async throws {
    for (count, words) in [(50, "at least "), (25, "")] {
      let bench = Bench()
      bench.shelve(
        "GET /alerts",
        (0..<count).map {
          Self.alert("a\($0)", minute: 100 - $0, title: String(repeating: "x", count: 160), severity: "\(Self.long)")
        })
      let result = try await bench.call("list_alerts")
      let shown = result.items("alerts").count
      #expect(shown < 25)
      #expect(
        result["cut"]?.string?.hasPrefix("\(shown) alerts shown, \(words)\(25 - shown) left: ") == true, "\(result)")
    }
  }

  private static let long = String(repeating: "s", count: 300)

  @Test func `long titles are cut in a table, with their length beside the data`() async throws {
    let bench = Bench()
    let titles = [String(repeating: "é", count: 160), String(repeating: "🦊", count: 161), "short"]
    let items = titles.enumerated().map { Self.alert("a\($0)", minute: 9 - $0, title: $1) }
    bench.answer("GET /alerts", ["results": .array(items)])
    let result = try await bench.call("list_alerts")
    #expect(
      result.items("alerts").map { $0["title"]?.string } == [titles[0], String(repeating: "🦊", count: 160), "short"])
    #expect(result["cut_values"] == [["field": "1.title", "shown": 160, "length": 161]])
    #expect(result["hint"]?.string?.contains("get_alert") == true)
    let full = try await bench.call("list_alerts", ["detail": "full"])
    #expect(full.items("alerts") == items)
    #expect(full["cut_values"] == nil && full["hint"] == nil)
  }

  // MARK: Several kinds

  /// Three kinds whose alerts are made at all minutes in turn, but not regularly.
  private static func kinds(_ bench: Bench, title: String = "t", isAscending: Bool = false) -> [String] {
    let kinds = ["ALERT", "DETECTION_ERROR", "SYSTEM_ERROR"]
    let minutes = Array(0..<130)
    for (index, kind) in kinds.enumerated() {
      let own = minutes.filter { ($0 * 7 / 5 + $0 / 11) % 3 == index && !(index == 2 && $0 > 60) }
      let items = own.map { alert("m\($0)", minute: $0, title: title) }
      bench.shelve("GET /alerts?type=\(kind)&", isAscending ? items : items.reversed())
    }
    let all = minutes.filter { !(($0 * 7 / 5 + $0 / 11) % 3 == 2 && $0 > 60) }.map { "m\($0)" }
    return isAscending ? all : all.reversed()
  }

  @Test(arguments: [4, 25, 50], ["desc", "asc"])
  func `several kinds come as one list in the order of time, with one cursor`(_ size: Int, _ order: String) async throws
  {
    for title in [3, 160] {
      let bench = Bench()
      let ids = Self.kinds(bench, title: String(repeating: "x", count: title), isAscending: order == "asc")
      let pages = try await bench.walk(
        "list_alerts",
        [
          "alert_type": ["ALERT", "SYSTEM_ERROR", "DETECTION_ERROR"], "page_size": JSON(size),
          "sort_dir": .string(order),
        ])
      #expect(pages.all("alerts", "id") == ids)
      #expect(pages.allSatisfy { $0.items("alerts").count <= size })
      #expect(pages.last?["total"]?.int == ids.count)
      #expect(pages.compactMap { $0["total"]?.int }.allSatisfy { $0 == ids.count })
    }
  }

  @Test func `a kind that cannot be read is said, and no page gives a total`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts?type=SYSTEM_ERROR", ["error": "forbidden"], status: 403)
    bench.shelve("GET /alerts?type=ALERT&", (0..<30).map { Self.alert("a\($0)", minute: 100 - $0) })
    let pages = try await bench.walk("list_alerts", ["alert_type": ["ALERT", "SYSTEM_ERROR"]])
    #expect(pages.all("alerts", "id").count == 30)
    #expect(pages[0]["failed"]?.object?.keys == ["SYSTEM_ERROR"])
    #expect(pages.allSatisfy { $0["total"] == nil })
  }

  @Test func `a kind that cannot be counted is said`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts?type=SYSTEM_ERROR", ["error": "forbidden"], status: 403)
    bench.shelve("GET /alerts?type=ALERT&", (0..<30).map { Self.alert("a\($0)", minute: 100 - $0) })
    let result = try await bench.call("list_alerts", ["alert_type": "ALERT,SYSTEM_ERROR", "count_only": true])
    #expect(result["failed"]?.object?.keys == ["SYSTEM_ERROR"])
    #expect(result["total"] == nil && result["total_at_least"] == 30)
    #expect(result["incomplete"]?.string?.contains("what failed") == true)
  }

  @Test(arguments: ["SYSTEM_ERROR", ["SYSTEM_ERROR"], "system error"] as [JSON])
  func `one kind may be given as a text, with a cursor too`(_ kind: JSON) async throws {
    let bench = Bench()
    bench.shelve("GET /alerts?type=SYSTEM_ERROR&", (0..<3).map { Self.alert("a\($0)", minute: 9 - $0) })
    let first = try await bench.call("list_alerts", ["alert_type": kind, "page_size": 2])
    #expect(first.items("alerts").count == 2)
    let rest = try await bench.call(
      "list_alerts", ["cursor": try #require(first["next_cursor"]), "alert_type": kind.array == nil ? [kind] : kind])
    #expect(rest.items("alerts").map { $0["id"] } == ["a2"], "\(rest)")
  }

  @Test func `subtypes of several kinds go to the kinds that have them`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": []])
    _ = try await bench.call("list_alerts", ["subtypes": ["RULE", "RULE_ERROR", "POLICY"]])
    #expect(
      Set(bench.sent.map { $0.prefix { $0 != "-" } + ($0.contains("sub-type=POLICY") ? "+" : "") })
        == ["GET /alerts?type=ALERT&sub+", "GET /alerts?type=DETECTION_ERROR&sub"])
    #expect(bench.sent.filter { $0.contains("sub-type=RULE_ERROR&created") }.count == 1)
    #expect(bench.sent.filter { $0.contains("sub-type=RULE&sub-type=POLICY&created") }.count == 1)
  }
}
