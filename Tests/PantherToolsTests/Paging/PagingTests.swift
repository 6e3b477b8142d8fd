import Foundation
import JSON
import MCP
import Sealing
import TestSupport
import Testing

@testable import PantherTools

/// Whatever the sizes, following `next_cursor` shows every item once and in order.
@Suite(.fewAtOnce) struct PagingTests {
  /// Lengths of the items' texts: small ones, some that fill an answer with a few, some that fill it alone.
  static let texts: [@Sendable (Int) -> Int] = [
    { _ in 8 }, { $0 % 5 == 0 ? 3_900 : 300 }, { $0 % 3 == 1 ? 9_000 : 1_200 },
  ]

  private struct Walk {
    var ids: [String] = []
    var pages = 0
  }

  /// Pages to the end, with the cursor and what the tool must have, or with all that the first call had.
  private func walk(_ listing: Listing, _ bench: Bench, size: Int, cursorAlone: Bool) async throws -> Walk {
    var first = listing.required
    for member in listing.filters.members { first[member.key] = member.value }
    if let size = listing.size.map({ ($0, JSON(size)) }) { first[size.0] = size.1 }
    var walk = Walk()
    var result = try await bench.call(listing.tool, first)
    while true {
      try #require(!result.isError, "\(result.text)")
      let ids = result.items(listing.name).compactMap(listing.id)
      walk.ids += ids
      walk.pages += 1
      if listing.size != "max_rows", listing.size != "limit" { #expect(result.text.unicodeScalars.count <= 8_000) }
      #expect(result.text.unicodeScalars.count <= 24_000)
      guard let cursor = result["next_cursor"]?.string else {
        #expect(result["cut"] == nil)
        return walk
      }
      try #require(!ids.isEmpty && walk.pages < 2_000)
      var next = cursorAlone || listing.next != nil ? listing.required : first
      next["cursor"] = .string(cursor)
      if !cursorAlone, let name = listing.size { next[name] = JSON(size) }
      result = try await bench.call(listing.next ?? listing.tool, next)
    }
  }

  @Test(arguments: Listing.all, [1, 27])
  func `every item comes once`(_ listing: Listing, _ count: Int) async throws {
    for (text, pageSize, size, cursorAlone) in [
      (Self.texts[0], 7, 3, true), (Self.texts[0], 50, 50, false), (Self.texts[1], 7, 50, true),
      (Self.texts[1], 1_000, 50, false), (Self.texts[2], 10, 5, true), (Self.texts[2], 4, 50, false),
    ] {
      let bench = Bench()
      let ids = (0..<count).map { "i\($0)" }
      let items = ids.enumerated().map { listing.item($1, String(repeating: "x", count: text($0))) }
      listing.script(bench, items, pageSize)
      let walk = try await walk(listing, bench, size: size, cursorAlone: cursorAlone)
      #expect(walk.ids == ids, "\(pageSize) \(size)")
      #expect(bench.sent.filter { $0.hasPrefix("mutation") }.count == (listing.tool == "query_data_lake" ? 1 : 0))
    }
  }

  @Test(arguments: [1, 3, 50]) func `lists that are merged lose nothing either`(_ size: Int) async throws {
    let kinds = ["rules", "policies", "simple-rules", "scheduled-rules"]
    let listing = Listing(
      tool: "list_detections", required: [:],
      filters: ["detection_types": ["rules", "policies", "simple_rules", "scheduled_rules"]], size: "limit",
      name: "detections", item: { id, _ in .string(id) }, id: { $0["id"]?.string }
    ) { bench, _, pageSize in
      for (index, kind) in kinds.enumerated() {
        let items = (0..<(index * 9)).map { ["id": .string("\(kind)\($0)"), "displayName": "x"] as JSON }
        bench.answer("GET /\(kind)") { Listing.restPage($0, of: items, pageSize) }
      }
    }
    for cursorAlone in [true, false] {
      let bench = Bench()
      listing.script(bench, [], 4)
      let walk = try await walk(listing, bench, size: size, cursorAlone: cursorAlone)
      let expected = kinds.enumerated().flatMap { index, kind in (0..<(index * 9)).map { "\(kind)\($0)" } }
      #expect(walk.ids.sorted() == expected.sorted())
    }
  }

  @Test(arguments: Listing.all) func `what was cut is said, with a call that works`(_ listing: Listing) async throws {
    let bench = Bench()
    let items = (0..<10).map { listing.item("i\($0)", "\($0)" + String(repeating: "x", count: 3_000)) }
    listing.script(bench, items, 50)
    var arguments = listing.required
    for member in listing.filters.members { arguments[member.key] = member.value }
    let result = try await bench.call(listing.tool, arguments)
    let cut = try #require(result["cut"]?.string)
    let shown = result.items(listing.name).count
    let noun = listing.name == "result" ? "rows" : listing.name
    #expect(cut.hasPrefix("\(shown) \(noun) shown, \(10 - shown) left: the answer is full"), "\(cut)")
    // It comes first, and its call is one that the tool takes.
    #expect(result.json.object?.keys.prefix(2) == ["next_cursor", "cut"])
    let call = try #require(cut.firstRange(of: "Go on with ").map { cut[$0.upperBound...].dropLast() })
    let parts = call.split(separator: " ", maxSplits: 1)
    let cursor = JSON.string(result["next_cursor"]?.string ?? "").text
    let given = try JSON(parsing: String(parts[1]).replacing("next_cursor", with: cursor))
    let rest = try await bench.call(String(parts[0]), try #require(given.object))
    #expect(!rest.isError, "\(cut)\n\(rest.text)")
    #expect(rest.items(listing.name).first.flatMap(listing.id) == "i\(shown)")
  }

  @Test(arguments: Listing.all) func `an empty list is an answer`(_ listing: Listing) async throws {
    let bench = Bench()
    listing.script(bench, [], 50)
    var arguments = listing.required
    for member in listing.filters.members { arguments[member.key] = member.value }
    let result = try await bench.call(listing.tool, arguments)
    #expect(!result.isError)
    #expect(result[listing.name] != nil)
    #expect(result.items(listing.name).isEmpty)
    #expect(result["next_cursor"] == nil)
  }

  @Test(arguments: Listing.all) func `any other text is no cursor`(_ listing: Listing) async throws {
    let bench = Bench()
    listing.script(bench, [], 50)
    var arguments = listing.required
    if listing.next != nil { arguments = listing.filters }
    for garbage in [
      "x", "null", "{}", "W10", "bnVsbA", "WzEsMiwzXQ", "WyIiLC0xLCIiXQ", "c+/=&7", "../..", "é", "AAAA====", "0",
      String(repeating: "A", count: 100_000), (["q", .null, 0, 0] as JSON).bytes.base64URL,
      (["q", .null, 10, -1] as JSON).bytes.base64URL, (["q", .null, 1_000_000, 0] as JSON).bytes.base64URL,
      (["list_alerts", "", -1, ""] as JSON).bytes.base64URL,
    ] {
      arguments["cursor"] = .string(garbage)
      let result = try await bench.call(listing.tool, arguments)
      #expect(result.isError, "\(garbage.prefix(40))")
      #expect(result.text.contains("Argument `cursor`"), "\(result.text)")
      #expect(result.text.count < 1_000)
    }
    #expect(bench.sent.isEmpty)
  }

  @Test(arguments: Listing.all) func `a cursor belongs to the tool that gave it`(_ giver: Listing) async throws {
    let bench = Bench()
    giver.script(bench, (0..<10).map { giver.item("i\($0)", "\($0)" + String(repeating: "x", count: 3_000)) }, 50)
    var arguments = giver.required
    if giver.next != nil { arguments = giver.filters }
    if giver.tool == "get_data_lake_query_results" { arguments = giver.filters }
    let cursor = try #require(try await bench.call(giver.tool, arguments)["next_cursor"])
    let before = bench.sent.count
    for taker in Listing.all where (giver.next ?? giver.tool) != (taker.next ?? taker.tool) {
      var with = taker.next != nil ? taker.filters : taker.required
      with["cursor"] = cursor
      let result = try await bench.call(taker.tool, with)
      #expect(result.isError, "\(taker.tool): \(result.text)")
      #expect(result.text.contains("Argument `cursor`"))
    }
    #expect(bench.sent.count == before)
  }

  @Test(arguments: [Listing.alerts, .events, .comments, .tables, .columns, .roles, .sources, .schemas] + Listing.rest)
  func `a cursor does not go with other filters`(_ listing: Listing) async throws {
    let bench = Bench()
    listing.script(bench, (0..<10).map { listing.item("i\($0)", "\($0)" + String(repeating: "x", count: 3_000)) }, 50)
    var first = listing.required
    for member in listing.filters.members { first[member.key] = member.value }
    let cursor = try #require(try await bench.call(listing.tool, first)["next_cursor"])
    let before = bench.sent.count
    var other = first
    other["cursor"] = cursor
    for key in first.keys {
      other[key] =
        key.hasPrefix("severit")
        ? ["LOW"] : key == "start_date" ? "3d" : key.hasPrefix("is_") ? .bool(first[key] == false) : "other"
      let result = try await bench.call(listing.tool, other)
      #expect(result.isError, "\(key)")
      #expect(result.text.contains("other filters"))
      other[key] = first[key]
    }
    #expect(bench.sent.count == before)
    #expect(try await !bench.call(listing.tool, other).isError)
  }

  @Test func `what hosts fill in for nothing is no other filter`() async throws {
    let bench = Bench()
    Listing.alerts.script(bench, (0..<4).map { Listing.alerts.item("i\($0)", "x") }, 2)
    let first = try await bench.call("list_alerts", ["severities": ["LOW"]])
    let filled: JSON.Object = [
      "cursor": try #require(first["next_cursor"]), "severities": ["LOW"], "start_date": "", "detection_id": .null,
      "statuses": [], "page_size": 25,
    ]
    #expect(try await bench.call("list_alerts", filled).items("alerts").compactMap(Listing.alerts.id) == ["i2", "i3"])
  }

  @Test func `a query's cursor does not go with another query`() async throws {
    let bench = Bench()
    Listing.laterRows.script(bench, (0..<10).map { Listing.rows.item("i\($0)", "x") }, 50)
    let first = try await bench.call("get_data_lake_query_results", ["query_id": "q1", "max_rows": 3])
    let cursor = try #require(first["next_cursor"])
    let other = try await bench.call("get_data_lake_query_results", ["query_id": "q2", "cursor": cursor])
    #expect(other.isError)
    let same = try await bench.call("get_data_lake_query_results", ["query_id": "q1", "cursor": cursor])
    #expect(same.items("result").compactMap(Listing.rows.id) == ["i3", "i4", "i5"])
    #expect(bench.sent.count == 2)
  }

  @Test func `a relative time means the same on every page`() async throws {
    let bench = Bench()
    Listing.alerts.script(bench, (0..<4).map { Listing.alerts.item("i\($0)", "x") }, 2)
    let first = try await bench.call("list_alerts", ["start_date": "2h", "severities": ["LOW", "INFO"]])
    _ = try await bench.call("list_alerts", ["cursor": try #require(first["next_cursor"])])
    #expect(bench.sent[1] == bench.sent[0] + "&cursor=c+/=&2")
    #expect(bench.lines[1].hasSuffix("&cursor=c%2B%2F%3D%262"))
    #expect(bench.sent[0].contains("created-after=2026-11-20T06:00:00Z"))
  }

  @Test func `no limit means that of the line`() async throws {
    for (count, padding) in [
      (130, String(repeating: "x", count: 3_900)), (50, String(repeating: "\"\\", count: 1_900)),
      (40, String(repeating: "\u{1}é🦊", count: 1_300)),
    ] {
      let bench = Bench(limits: OutputLimits(hard: 0))
      let items = (0..<count).map { Listing.rows.item("i\($0)", padding) }
      Listing.rows.script(bench, items, 999)
      var result = try await bench.call("query_data_lake", ["sql": "SELECT 1", "max_rows": 999])
      var ids: [String] = []
      while true {
        #expect(result.body.count < 900_000)
        ids += result.items("result").compactMap(Listing.rows.id)
        guard let cursor = result["next_cursor"] else { break }
        #expect(result.text.count > 100_000)
        result = try await bench.call("get_data_lake_query_results", ["cursor": cursor, "max_rows": 999])
      }
      #expect(ids == (0..<count).map { "i\($0)" })
    }
  }
}
