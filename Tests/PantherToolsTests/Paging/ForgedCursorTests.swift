import Foundation
import JSON
import Panther
import Sealing
import TestSupport
import Testing

@testable import MCP
@testable import PantherTools

/// What a cursor leads to is bounded: one that nobody gave leads to nothing, and a genuine one to no more requests than
/// its call.
@Suite(.fewAtOnce) struct ForgedCursorTests {
  private static let key: [UInt8] = Array(1...32)
  private static let carriers: [@Sendable () -> any CursorCarrier] = [
    { CursorHandles() }, { SealedCursors(Seal(key: key)) },
  ]

  private static let tools = Toolset.all.flatMap(\.tools).filter { $0.arguments.takesCursor }.map(\.name)

  /// Five hundred places in one list, or a place before the beginning.
  private static let places: [JSON] = [
    .array((0..<500).map { ["rules", .string("c\($0)"), 0, 1000] }),
    .array((0..<500).map { ["", .string("c\($0)"), 0, 9] }),
    [["rules", "c", -1, 10]], [["", "c", -1, 10]], ["q1", "c", -1, 10], ["q1", "c", 0, -10], [], 7, .null,
  ]

  private static func cursor(_ tool: String, _ place: JSON) -> Cursor {
    Cursor(tool: tool, arguments: [:], askedAt: Bench.now, place: place)
  }

  @Test(arguments: tools, carriers.indices)
  func `no cursor that nobody gave sends a request`(_ tool: String, _ carrier: Int) async throws {
    let bench = Bench(cursors: Self.carriers[carrier]())
    var forged: [JSON] = [7, true, [], [:], "x", "x.y", "~", "~x.y", "..", "null"]
    for place in Self.places {
      let cursor = Self.cursor(tool, place)
      let stranger = SealedCursors(Seal(key: Array(2...33))).text(for: cursor, caller: "local")
      let body = cursor.json.bytes.base64URL
      let texts = [
        stranger, Replica.marked(stranger), SealedCursors(Seal(key: Self.key)).text(for: cursor, caller: "other"), body,
        "\(body).", "\(body).\(body)", Replica.marked(body), cursor.json.text, place.text, String(stranger.dropLast()),
      ]
      forged += texts.map(JSON.string)
    }
    for text in forged {
      let result = try await bench.call(tool, ["cursor": text])
      #expect(result.isError && result.text.contains("`cursor`"), "\(text): \(result.text)")
    }
    #expect(bench.sent.isEmpty)
  }

  /// Should a seal ever be broken, the place in it still leads to nothing that the call would not do itself.
  @Test(arguments: tools, places.indices)
  func `a genuine cursor with an absurd place sends next to nothing`(_ tool: String, _ place: Int) async throws {
    let carrier = SealedCursors(Seal(key: Self.key))
    let bench = Bench(cursors: carrier)
    for match in ["GET", "query"] { bench.answer(match, ["id": "x", "data": [:]]) }
    let text = carrier.text(for: Self.cursor(tool, Self.places[place]), caller: "local")
    _ = try await bench.call(tool, ["cursor": .string(text)])
    #expect(bench.sent.count <= 1)
  }

  @Test(arguments: ["tools/list", "prompts/list", "resources/list", "resources/templates/list"])
  func `lists of the protocol give no cursor, and take none`(_ method: String) async throws {
    let bench = Bench()
    #expect(try await bench.converse(method, params: [:])["result"]?["nextCursor"] == nil)
    for cursor: JSON in ["", "x", "MTAw", 7, .null, ["a"]] {
      #expect(try await bench.converse(method, params: ["cursor": cursor])["error"]?["code"] == -32602)
    }
    #expect(bench.sent.isEmpty)
  }

  @Test func `a call sends at most so many requests, whatever leads it to more`() async throws {
    let bench = Bench()
    bench.answer("GET", ["id": "x"])
    let call = Call(
      ToolCall(given: [:], request: nil, deadline: .now + .seconds(100), now: Bench.now), panther: bench.panther)
    for _ in 0..<Call.mostRequests { _ = try await call.panther.get("alerts/x") }
    for _ in 0..<2 {
      let error = await #expect(throws: PantherError.self) { try await call.panther.get("alerts/x") }
      #expect(error?.kind == .overBudget)
      #expect(error?.description.contains("Ask for less in one call.") == true)
    }
    #expect(bench.sent.count == Call.mostRequests)
    // Another call has a budget of its own.
    #expect(try await bench.call("get_alert", ["alert_id": "x"]).isError == false)
  }

  @Test(arguments: ["list_log_sources", "list_log_type_schemas", "list_database_tables"])
  func `pages without an end come to one`(_ tool: String) async throws {
    let bench = Bench()
    bench.answer("query") { request in
      let page: JSON = [
        "edges": [], "pageInfo": ["hasNextPage": true, "endCursor": .string("c\(UInt64.random(in: 0 ... .max))")],
      ]
      return HTTPResponse(
        status: 200, json: ["data": ["sources": page, "schemas": page, "dataLakeDatabaseTables": page]])
    }
    let arguments: JSON.Object = tool == "list_database_tables" ? ["database": "panther_logs"] : [:]
    _ = try await bench.call(tool, arguments)
    #expect(bench.sent.count > 1 && bench.sent.count <= Call.mostRequests)
  }
}
