import TestSupport
import Testing

@testable import JSON

@Suite(.fewAtOnce) struct JSONTests {
  @Test(
    arguments: [
      ("1", 1, 1.0), ("100.0", 100, 100.0), ("1E2", 100, 100.0), ("-0", 0, 0.0), ("1.5", nil, 1.5),
      ("9223372036854775807", Int.max, 9.223372036854775807e18), ("9223372036854775808", nil, 9.223372036854775808e18),
      ("1e400", nil, nil), ("1e18", nil, 1e18),
    ] as [(String, Int?, Double?)])
  func `reads numbers as far as they are exact`(_ text: String, _ int: Int?, _ double: Double?) throws {
    let value = try JSON(parsing: text)
    #expect(value.int == int)
    #expect(value.double == double)
  }

  @Test func `has no text for what JSON cannot say`() {
    #expect(JSON(Double.nan) == .null)
    #expect(JSON(Double.infinity) == .null)
    #expect(JSON(0.1).text == "0.1")
  }

  @Test func `keeps the order of members through changes`() {
    var object: JSON.Object = ["b": 1, "a": 2]
    object["c"] = 3
    object["b"] = 4
    object["a"] = nil
    #expect(JSON.object(object).text == #"{"b":4,"c":3}"#)
  }

  @Test func `follows paths, and takes null for nothing`() {
    let value: JSON = ["a": ["b": ["c": 1, "d": .null]]]
    #expect(value[path: ["a", "b", "c"]] == 1)
    #expect(value[path: ["a", "b", "d"]] == nil)
    #expect(value[path: ["a", "x", "c"]] == nil)
  }

  @Test func `strings keep their bytes, and are looked at in an order that costs nothing`() throws {
    let hostile = "a" + String(repeating: "\u{301}\u{323}", count: 100)
    let text = #"{"k":"\#(hostile)"}"#
    let value = try JSON(parsing: text)
    #expect(value.bytes == Array(text.utf8))
    #expect(value["k"]?.string == hostile)
    #expect(value["k"]?.string.map { Array($0.utf8) } != Array(hostile.utf8))
    #expect(try JSON(parsing: #"{"\#(hostile)":1}"#).object?.keys.map { Array($0.utf8) } != [Array(hostile.utf8)])
  }

  @Test func `values are compared byte by byte`() throws {
    #expect(try JSON(parsing: #"["\u00e9"]"#) != JSON(parsing: #"["e\u0301"]"#))
    #expect(try JSON(parsing: #"{"\u00e9":1}"#) != JSON(parsing: #"{"e\u0301":1}"#))
    #expect(JSON.string("K") != JSON.string("\u{212A}"))
    #expect([JSON.null, true, 1, "a", [1], ["a": 1]].allSatisfy { $0 == $0 })
    #expect(JSON.null != false && JSON.string("1") != 1 && [1] != ["1"] as JSON)
  }

  @Test func `keys that differ in their bytes are different keys, however many there are`() throws {
    for count in [0, 20] {
      let others = (0..<count).map { #","k\#($0)":0"# }.joined()
      let object = try #require(JSON(parsing: #"{"\u00e9":1,"e\u0301":2,"\u00e9":3\#(others)}"#).object)
      #expect(object.count == 2 + count)
      #expect(object["\u{e9}"] == 3 && object["e\u{301}"] == 2)
    }
  }

  /// If each key were compared with all others, this would take minutes.
  @Test func `large objects are merged in time that their sizes add up to`() {
    let many = JSON.Object((0..<200_000).map { ("key \($0)", JSON($0)) })
    var merged: JSON.Object = ["key 5": .null, "first": 1]
    merged.merge(many)
    #expect(merged.count == 200_001)
    #expect(merged.members[0].key == "key 5" && merged["key 5"] == 5)
    #expect(many.merging(["key 7": "x"])["key 7"] == "x")
  }

  @Test func `formats for people`() {
    let value: JSON = ["b": [1, []], "a": [:]]
    #expect(value.formatted() == "{\n  \"b\": [\n    1,\n    []\n  ],\n  \"a\": {}\n}")
    #expect(value.formatted(sortedKeys: true).hasPrefix("{\n  \"a\": {}"))
  }

  @Test func `writes JSON inside a JSON string`() throws {
    let inner: JSON = ["quote\"": "back\\slash\n\u{2028}"]
    var writer = JSONWriter()
    writer.writeString(utf8: inner.bytes)
    let outer = try JSON(parsing: writer.bytes)
    #expect(try JSON(parsing: outer.string ?? "") == inner)
  }
}
