import JSON
import TestSupport
import Testing

@testable import MCP

/// Each value has a path of its own, whatever the keys: log data chooses them, and one value must not hide another.
@Suite(.fewAtOnce) struct FieldPathTests {
  private static func long(_ letter: String) -> JSON { .string(String(repeating: letter, count: 9_000)) }

  /// Events with values that are told apart by their paths alone, and the paths of the long ones.
  static let events: [(event: JSON, paths: [String])] = [
    (["a.b": "short", "a": ["b": long("x")]], ["0.a.b"]),
    (["a": ["b": "short"], "a.b": long("x")], ["/0/a.b"]),
    (["a.b": long("x"), "a": ["b": long("y")]], ["/0/a.b", "0.a.b"]),
    (["a": ["": long("x"), "b": 1], "a.": long("y"), "": ["": long("z")]], ["/0/a/", "/0/a.", "/0//"]),
    (
      ["a/b": long("w"), "a": ["b": "short"], "~": ["1": long("x")], "~1": long("y"), "~01/.": long("z")],
      ["0.a/b", "0.~.1", "0.~1", "/0/~001~1."]
    ),
    (["/0/a": long("x"), "a": "short"], ["0./0/a"]),
    (["a": ["\u{301}b.": long("x")], "a.\u{301}b.": "short"], ["/0/a/\\u{301}b."]),
    (["\u{E9}": long("x"), "e\u{301}": long("y")], ["0.\u{E9}", "0.e\u{301}"]),
    (["a\u{202E}": long("x"), "a\\u{202E}": long("y")], ["0.a\\u{202E}", "0.a\\u{202E} (2)"]),
  ]

  @Test(arguments: events.indices) func `a cut value is read on, and no other`(_ index: Int) async throws {
    let (event, paths) = Self.events[index]
    let bench = Bench(limits: OutputLimits(hard: 0))
    bench.answer("GET /alerts/a1/events", ["results": [event]])
    let result = try await bench.call("get_alert_events", ["alert_id": "a1"])
    let cuts = try #require(result["cut_values"]?.array)
    #expect(cuts.count == paths.count)
    var read: Set<String> = []
    for (cut, path) in zip(cuts, paths) {
      let field = try #require(cut["field"]?.string)
      #expect(field == path)
      let rest = try await bench.call("get_alert_events", ["alert_id": "a1", "field": .string(field)])
      #expect(rest["reading"]?["length"] == 9_000, "\(field)")
      read.insert(String((rest["reading"]?["value"]?.string ?? "").prefix(1)))
    }
    #expect(read.count == paths.count)
    // The call that is named reads on in the first of them.
    let call = try #require(result["read_on"]?.string?.split(separator: " ", maxSplits: 1).last)
    let rest = try await bench.call("get_alert_events", try #require(try JSON(parsing: String(call)).object))
    #expect(rest["reading"]?["from"] == 4_000 && rest["reading"]?["value"]?.string?.count == 5_000)
  }

  @Test func `a row's column is named by the key that is read`() async throws {
    let bench = Bench()
    let row: JSON = ["a\u{202E}": "short", "a\\u{202E}": Self.long("x"), "p.q": Self.long("y")]
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer(
      "query QueryResults",
      data: ["dataLakeQuery": ["status": "succeeded", "results": ["edges": [["node": row]]]]])
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    let cuts = try #require(result["cut_values"]?.array)
    #expect(cuts.count == 2)
    for cut in cuts {
      let field = try #require(cut["field"])
      let rest = try await bench.call("get_data_lake_query_results", ["query_id": "q1", "field": field])
      #expect(rest["reading"]?["length"] == 9_000, "\(field)")
    }
  }

  @Test func `a path with dots in a key is understood where it means one value`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /alerts/a1", ["context": ["x.y": ["z": 1], "p": ["q.r": 2], "p.q": ["r": 3], "u.v": ["w": 4], "u": 5]])
    let found = [("context.x.y.z", 1), ("/context/p.q/r", 3), ("/context/p/q.r", 2), ("context.u.v.w", 4)]
    for (field, value) in found {
      let result = try await bench.call("get_alert", ["alert_id": "a1", "field": .string(field)])
      #expect(result["reading"]?["value"]?.int == value, "\(result)")
    }
    let unclear = try await bench.call("get_alert", ["alert_id": "a1", "field": "context.p.q.r"])
    #expect(unclear.isError)
    #expect(unclear.text.contains("may mean several values"), "\(unclear)")
    #expect(unclear.text.contains("`/context/p/q.r`, `/context/p.q/r`"), "\(unclear)")
  }

  @Test func `the sizes of an item name each member so that it can be read`() async throws {
    let bench = Bench()
    let much = JSON.array(Array(repeating: .string(String(repeating: "v", count: 50)), count: 500))
    bench.answer("GET /alerts/a1/events", ["results": [["a": ["b": 1], "a.b": much, "c": much]]])
    let result = try await bench.call("get_alert_events", ["alert_id": "a1"])
    #expect(result["cut_values"]?.array?.first?["sizes"]?.object?.keys == ["a.b", "/0/a.b", "c"])
  }

  /// A name that is too long is shown as it begins, with `…`; a key that is spelt so must not be read in its place.
  @Test func `the beginning of a long path leads nowhere`() async throws {
    let bench = Bench()
    let key = String(repeating: "k", count: 398)
    let event: JSON.Object = JSON.Object([(key + "kkk", Self.long("x")), (key + "…", "short")])
    bench.answer("GET /alerts/a1/events", ["results": [.object(event)]])
    let result = try await bench.call("get_alert_events", ["alert_id": "a1"])
    let field = try #require(result["cut_values"]?.array?.first?["field"])
    #expect(try await bench.call("get_alert_events", ["alert_id": "a1", "field": field]).isError)
  }
}
