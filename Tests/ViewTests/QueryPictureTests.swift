import Foundation
import JSON
import TestSupport
import Testing

/// What of a query's results a picture shows, and how true it is to them.
@Suite(.fewAtOnce, .onOwnThreads, .serialized, .inBrowser) struct QueryPictureTests {
  private static func lines(_ x: String, _ places: String, _ rows: String, kind: String = "line") -> String {
    #"{"chart":{"kind":"\#(kind)","table":"series","label":"who","y":"n","x":"\#(x)","title":"T"},"#
      + #""\#(x)":\#(places),"series":{"columns":["who","n"],"rows":\#(rows)}}"#
  }

  private static func hours(_ hours: [Int]) -> String {
    JSON(hours.map { "2026-11-20T\($0 < 10 ? "0" : "")\($0):00:00Z" }).text
  }

  @Test func `a table has its title, and the names of its columns as they are`() async throws {
    let stage = try await Stage()
    try await stage.play(
      text: HostileAnswerTests.bars("[" + (0..<99).map { #"["r\#($0)",1]"# }.joined(separator: ",") + "]"))
    #expect(try await stage.look()["fold"]?.string?.contains("of 99)") == true)
    try await stage.play(
      text:
        #"{"chart":{"kind":"table","table":"result","title":"All logins"},"result":{"columns":["p_event_time","n_of"],"rows":[["a",24.123456789],["b",1e-9]]}}"#
    )
    let look = try await stage.look()
    #expect(look["title"] == "All logins")
    #expect(look["fold"] == "Table", "nothing of the picture before it stays")
    #expect(look["tables"]?.array?.first?["head"] == ["p_event_time", "n_of"])
    #expect(look["tables"]?.array?.first?["rows"] == [["a", "24.123456789"], ["b", "0.000000001"]])
    await stage.close()
  }

  @Test func `in full screen a table without a picture has all the room`() async throws {
    let stage = try await Stage(context: [
      "displayMode": "fullscreen", "availableDisplayModes": ["inline", "fullscreen"],
    ])
    try await stage.run("fake.frame.style.height = '900px'")
    let rows = "[" + (0..<99).map { #"["r\#($0)"]"# }.joined(separator: ",") + "]"
    try await stage.play(
      text: #"{"chart":{"kind":"table","table":"result"},"result":{"columns":["a"],"rows":\#(rows)}}"#)
    let height = try #require(try await stage.look()["height"]?.int)
    #expect(height > 800 && height <= 900)
    await stage.close()
  }

  @Test func `a list is named by its values, in the picture as in the table`() async throws {
    let stage = try await Stage()
    try await stage.play(text: HostileAnswerTests.bars(#"[[["192.0.2.9","2001:db8::1"],2],[[{"a":1}],1],[[],1]]"#))
    let look = try await stage.look()
    let texts = look["picture"]?["texts"]?.array ?? []
    #expect(texts.contains("192.0.2.9, 2001:db8::1") && texts.contains(#"{"a":1}"#) && texts.contains("(no name)"))
    #expect(look["tables"]?.array?.first?["rows"]?.array?.first == ["192.0.2.9, 2001:db8::1", "2"])
    await stage.close()
  }

  @Test func `names of columns stay as they are beside numbers, and fractions are short in a picture`() async throws {
    let stage = try await Stage()
    try await stage.play(
      text:
        #"{"chart":{"kind":"bar","table":"result","label":"a","y":"exit_status"},"result":{"columns":["a","exit_status"],"rows":[["x",1],["y",3.3333333333333335],["z",0.0000001234]]}}"#
    )
    let look = try await stage.look()
    #expect(look["facts"] == "unit: exit_status")
    let texts = look["picture"]?["texts"]?.array ?? []
    #expect(texts.contains("3.3333333") && texts.contains("0.0000001234"), "\(texts)")
    try await stage.key("Home")
    #expect(try await stage.look()["readout"] == "x: 1 exit_status")
    await stage.close()
  }

  @Test func `a line ends where hours are missing, and one hour alone is seen`() async throws {
    let stage = try await Stage()
    func parts(_ text: String) async throws -> [Int] {
      try await stage.play(text: text)
      return try await stage.attributes("d", of: ".line").map { $0.split(separator: "M").count }
    }
    let whole = try await parts(Self.lines("times", Self.hours([1, 2, 3, 4]), #"[["a",[1,2,3,4]]]"#))
    let holes = try await parts(Self.lines("times", Self.hours([1, 2, 5, 6, 9]), #"[["a",[1,2,3,4,5]]]"#))
    #expect(whole == [1] && holes == [3])
    let alone = try await parts(Self.lines("times", Self.hours([1, 2, 3]), #"[["a",[null,7,null]],["b",[1,1,1]]]"#))
    #expect(alone == [1, 1])
    #expect(try await stage.attributes("d", of: ".line").first?.contains("h4") == true)
    // Months have 28 to 31 days, and none is missing here.
    let months = #"["2026-02-01T00:00:00Z","2026-03-01T00:00:00Z","2026-04-01T00:00:00Z"]"#
    #expect(try await parts(Self.lines("times", months, #"[["a",[1,2,3]]]"#)) == [1])
    let readings = #"["2026-02-01T00:00:00.250Z","2026-02-01T00:00:00.251Z","2026-02-01T00:07:00.253Z"]"#
    #expect(try await parts(Self.lines("times", readings, #"[["a",[1,2,3]]]"#)) == [1])
    await stage.close()
  }

  @Test func `numbers on the axis are as far from each other as they are apart`() async throws {
    let stage = try await Stage()
    try await stage.play(text: Self.lines("numbers", "[0,10,100]", #"[["a",[1,2,3]]]"#))
    let places = try await stage.attributes("cx", of: "circle").compactMap(Double.init)
    try #require(places.count == 3)
    #expect(abs((places[1] - places[0]) / (places[2] - places[0]) - 0.1) < 0.01, "\(places)")
    await stage.close()
  }

  @Test func `a little beside much is seen`() async throws {
    let stage = try await Stage()
    try await stage.play(
      text: Self.lines("times", Self.hours([1, 2, 3]), #"[["a",[9000,9000,9000]],["b",[1,0,null]]]"#, kind: "bar"))
    let heights = try await stage.attributes("height", of: "svg g rect").compactMap(Double.init)
    #expect(heights.dropFirst(3).first == 2 && heights.dropFirst(4).first == 0, "\(heights)")
    await stage.close()
  }

  @Test func `dedup strings beyond the first are counted, and their title promises no alerts`() async throws {
    let stage = try await Stage()
    try await stage.play(
      text:
        #"{"other_dedup_strings":14,"chart":{"kind":"bar","table":"would_alert","label":"title","y":"events"},"would_alert":{"columns":["title","events","alerts"],"rows":[["x",2,0]]}}"#
    )
    let look = try await stage.look()
    #expect(look["notes"] == ["Not in this answer: 14 further dedup strings."])
    #expect(look["title"] == "Events that fire, per alert title")
    await stage.close()
  }
}
