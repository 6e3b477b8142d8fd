import Foundation
import JSON
import MCP
import Panther
import TestSupport
import Testing

/// The events of an alert as tables: what they have in common is said once, and every value can still be read.
@Suite(.fewAtOnce) struct AlertEventToolsTests {
  private static func trail(_ number: Int) -> JSON {
    [
      "eventName": "PutObject", "eventTime": "2026-11-20 0\(number):00:00",
      "userIdentity": ["type": "IAMUser", "userName": "dana", "principalId": .string("AIDA\(number)")],
      "errorCode": .null, "p_log_type": "AWS.CloudTrail", "p_row_id": .string("row\(number)"),
      "p_parse_time": "2026-11-20 05:00:00", "p_any_ip_addresses": [], "p_any_usernames": ["Dana"],
    ]
  }
  private static let login: JSON = [
    "eventtype": "user.session.start", "actor": ["id": "00u1"], "p_log_type": "Okta.SystemLog", "p_row_id": "row9",
  ]

  private static func bench(_ events: [JSON], limits: OutputLimits = OutputLimits()) -> Bench {
    let bench = Bench(limits: limits)
    bench.answer("GET /alerts/a1/events", ["results": .array(events)])
    return bench
  }

  private static let alert: JSON.Object = ["alert_id": "a1"]

  @Test func `what all events have is said once, and nested fields are columns`() async throws {
    let bench = Self.bench([Self.trail(1), Self.trail(2), Self.trail(3)])
    let result = try await bench.call("get_alert_events", Self.alert)
    #expect(
      result["events"] == [
        "log_type": "AWS.CloudTrail", "columns": ["eventTime", "userIdentity.principalId"],
        "null_in_all_rows": ["errorCode"],
        "same_in_all_rows": [
          "eventName": "PutObject", "userIdentity.type": "IAMUser", "userIdentity.userName": "dana",
        ],
        "rows": [
          ["2026-11-20 01:00:00", "AIDA1"], ["2026-11-20 02:00:00", "AIDA2"], ["2026-11-20 03:00:00", "AIDA3"],
        ],
      ])
    #expect(
      result["left_out"] == ["columns": ["p_row_id", "p_parse_time", "p_any_*"], "to_see": "detail: full"])
    let full = try await bench.call("get_alert_events", ["alert_id": "a1", "detail": "full"])
    #expect(full["events"] == [Self.trail(1), Self.trail(2), Self.trail(3)])
    #expect(full["left_out"] == nil)
    #expect(result.text.count * 3 < full.text.count * 2)
  }

  /// Panther finds such a value where no field of the event says it as it is, and it leads to other logs.
  @Test func `an indicator that stands nowhere else in its event is shown`() async throws {
    let events = [Self.trail(1), Self.trail(2)].map { event in
      JSON.object(
        (event.object ?? [:]).merging([
          "p_any_emails": ["dana@acme.example"], "p_any_domain_names": ["IAMUser", "put\u{22}object"],
          "p_any_md5_hashes": ["AIDA1"],
        ]))
    }
    let result = try await Self.bench(events).call("get_alert_events", Self.alert)
    let same = result["events"]?["same_in_all_rows"]
    #expect(same?["p_any_emails"] == ["dana@acme.example"])
    #expect(same?["p_any_domain_names"] == ["IAMUser", "put\u{22}object"])
    // It stands in the first of the two events only.
    #expect(same?["p_any_md5_hashes"] == ["AIDA1"])
    #expect(same?["p_any_usernames"] == nil)
    #expect(result["left_out"]?["columns"] == ["p_row_id", "p_parse_time", "p_any_*"])
  }

  @Test func `an alert without events says which alerts never have any`() async throws {
    let result = try await Self.bench([]).call("get_alert_events", Self.alert)
    #expect(result["total"] == 0 && result["hint"]?.string?.contains("policies and errors") == true)
    #expect(try await Self.bench([Self.login]).call("get_alert_events", Self.alert)["hint"] == nil)
  }

  @Test func `events of several log types come by type, and what is left out is said once`() async throws {
    let bench = Self.bench([Self.trail(1), Self.login, Self.trail(2)])
    let result = try await bench.call("get_alert_events", Self.alert)
    let tables = try #require(result["events"]?.array)
    #expect(tables.map { $0["log_type"] } == ["AWS.CloudTrail", "Okta.SystemLog"])
    #expect(tables.map { $0["rows"]?.array?.count } == [2, 1])
    #expect(tables[1]["columns"] == ["eventtype", "actor.id"])
    #expect(tables[1]["rows"] == [["user.session.start", "00u1"]])
    #expect(result["left_out"]?["columns"] == ["p_row_id", "p_parse_time", "p_any_*"])
    #expect(result.text.components(separatedBy: "p_row_id").count == 2)
  }

  @Test func `a value is read by its path, also one that is left out or said once`() async throws {
    let long = String(repeating: "v", count: 5_000)
    var first = try #require(Self.trail(1).object)
    first["same"] = ["deep": .string(long), "text": "t", "kind": "k", "more": "m"]
    var second = try #require(Self.trail(2).object)
    second["same"] = first["same"]
    second["own"] = .string(long + "w")
    for (events, prefix) in [
      ([.object(first), .object(second)], ""), ([Self.login, .object(first), .object(second)], "1."),
    ] as [([JSON], String)] {
      let bench = Self.bench(events)
      let result = try await bench.call("get_alert_events", ["alert_id": "a1", "limit": 10])
      let cuts = try #require(result["cut_values"]?.array)
      #expect(cuts.map { $0["field"] } == [.string(prefix + "0.same.deep"), .string(prefix + "1.own")])
      for (cut, length) in zip(cuts, [5_000, 5_001]) {
        let rest = try await bench.call("get_alert_events", ["alert_id": "a1", "field": cut["field"] ?? .null])
        #expect(rest["reading"]?["length"]?.int == length, "\(rest)")
      }
      for (field, value) in [("0.p_row_id", "row1"), ("1.p_row_id", "row2"), ("1.same.text", "t")] {
        let rest = try await bench.call("get_alert_events", ["alert_id": "a1", "field": .string(prefix + field)])
        #expect(rest["reading"]?["value"]?.string == value, "\(rest)")
      }
    }
  }

  /// Keys come from logs. One with dots in it must not take the place of a nested field.
  @Test func `a column means one value, whatever the keys are`() async throws {
    let events: [JSON] = (0..<3).map { number in
      let user: JSON = ["name": "nested", "team": "security", "id": .string("U\(number)")]
      return ["n": JSON(number), "user": user, "user.name": .string("dotted\(number)"), "": "x"]
    }
    let bench = Self.bench(events)
    let result = try await bench.call("get_alert_events", Self.alert)
    #expect(result["events"]?["columns"] == ["n", "user.id", "/user.name"])
    #expect(result["events"]?["same_in_all_rows"]?["user.name"] == "nested")
    #expect(result["events"]?["same_in_all_rows"]?["/"] == "x")
    #expect(result.items("events")[2]["/user.name"] == "dotted2")
  }

  @Test func `a nested object stays one value where its columns would be longer`() async throws {
    let events: [JSON] = (0..<6).map { ["n": JSON($0), "parameters": ["key\($0)": "v", "other\($0)": "w"]] }
    let result = try await Self.bench(events).call("get_alert_events", Self.alert)
    #expect(result["events"]?["columns"] == ["n", "parameters"])
    #expect(result.items("events") == events)
  }

  @Test(arguments: [["a": [:]], [:], .null, "text", ["a": .null]] as [JSON])
  func `an odd event is shown, too`(_ odd: JSON) async throws {
    let bench = Self.bench([odd, ["a": ["b": 1]]])
    let result = try await bench.call("get_alert_events", Self.alert)
    #expect(!result.isError, "\(result)")
    #expect(result.items("events").count == 2, "\(result)")
    #expect(result["events"]?["rows"]?.array?.count == 2)
  }

  @Test func `events with more fields than an answer has room for come as they are`() async throws {
    let wide = JSON.object(JSON.Object((0..<3_000).map { ("some_field_\($0)", JSON($0)) }))
    let result = try await Self.bench([wide, wide]).call("get_alert_events", Self.alert)
    #expect(result["events"]?["columns"] == nil)
    #expect(result["events"]?["rows"] == [[:]])
    #expect(result.text.unicodeScalars.count <= 8_000)
    #expect(result["cut_values"]?.array?.first?["sizes"]?["some_field_0"] == 1)
  }

  @Test func `tables that are filled in turns are cut so that the cursor goes on just there`() async throws {
    let events: [JSON] = (0..<40).map { number in
      [
        "id": JSON(number), "p_log_type": .string("T.\(number % 3)"),
        "text": .string(String(repeating: "\(number) ", count: 200)),
      ]
    }
    let bench = Bench()
    bench.answer("GET /alerts/a1/events") { Listing.restPage($0, of: events, 25) }
    var ids: [Int] = []
    var arguments: JSON.Object = ["alert_id": "a1", "limit": 25]
    while true {
      let result = try await bench.call("get_alert_events", arguments)
      try #require(!result.isError, "\(result)")
      #expect(result.text.unicodeScalars.count <= 24_000)
      let page = result.items("events").compactMap { $0["id"]?.int }
      #expect(page.sorted() == Array(ids.count..<(ids.count + page.count)))
      ids += page.sorted()
      guard let cursor = result["next_cursor"] else { break }
      arguments["cursor"] = cursor
    }
    #expect(ids == Array(0..<40))
  }

  @Test func `only what is shown is counted as hidden`() async throws {
    let events: [JSON] = (0..<20).map {
      ["id": JSON($0), "text": .string("\u{202E}" + String(repeating: "\($0)", count: 900))]
    }
    let result = try await Self.bench(events).call("get_alert_events", ["alert_id": "a1"])
    let shown = result.items("events").count
    #expect(shown < 20)
    #expect(result["escaped"]?.string?.hasPrefix("\(shown) hidden") == true, "\(result["escaped"] ?? .null)")
  }
}
