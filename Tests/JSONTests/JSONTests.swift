import Testing

@testable import JSON

@Suite struct JSONTests {
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
