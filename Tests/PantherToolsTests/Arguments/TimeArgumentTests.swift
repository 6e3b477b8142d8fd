import Foundation
import JSON
import MCP
import TestSupport
import Testing

@testable import PantherTools

@Suite(.fewAtOnce) struct TimeArgumentTests {
  /// 2026-11-20T08:00:00Z, a Friday.
  private static let now = Bench.now

  @Test(arguments: [
    ("2026-11-20T07:30:00Z", "2026-11-20T07:30:00Z"), ("2026-11-20T07:30:00.250Z", "2026-11-20T07:30:00Z"),
    ("2026-11-20T07:30:00+09:00", "2026-11-19T22:30:00Z"), ("2026-11-20T07:30:00", "2026-11-20T07:30:00Z"),
    ("2026-11-20 07:30:00", "2026-11-20T07:30:00Z"), ("2026-11-20T07:30", "2026-11-20T07:30:00Z"),
    (" 2026-11-20 ", "2026-11-20T00:00:00Z"), ("2026-11", "2026-11-01T00:00:00Z"), ("24h", "2026-11-19T08:00:00Z"),
    ("7d", "2026-11-13T08:00:00Z"), ("90m", "2026-11-20T06:30:00Z"), ("-2w", "2026-11-06T08:00:00Z"),
    ("30 s", "2026-11-20T07:59:30Z"), ("7 days ago", "2026-11-13T08:00:00Z"), ("1 Hour", "2026-11-20T07:00:00Z"),
    ("now", "2026-11-20T08:00:00Z"), ("1795161600", "2026-11-20T08:00:00Z"), ("999999999", "2001-09-09T01:46:39Z"),
    ("2026-11-20t07:30:00z", "2026-11-20T07:30:00Z"), ("2026-11-20T07:30:00.123456789Z", "2026-11-20T07:30:00Z"),
    ("2026-11-20T07:30:00.999+0900", "2026-11-19T22:30:00Z"), ("2026-11-20 07:30-03", "2026-11-20T10:30:00Z"),
    ("2026-12-31T23:59:59-00:30", "2027-01-01T00:29:59Z"), ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"), ("today", "2026-11-20T00:00:00Z"), ("Yesterday", "2026-11-19T00:00:00Z"),
  ])
  func `reads times, in UTC where none is said`(_ text: String, _ start: String) throws {
    #expect(try TimeArgument.read(.string(text)).start(Self.now).iso == start)
  }

  @Test(arguments: [
    ("2026-11-20", "2026-11-21T00:00:00Z"), ("2026-11", "2026-12-01T00:00:00Z"), ("2026-12-31", "2027-01-01T00:00:00Z"),
    ("2024-02", "2024-03-01T00:00:00Z"), ("2026-11-20T07:30:00Z", "2026-11-20T07:30:00Z"),
    ("24h", "2026-11-19T08:00:00Z"), ("yesterday", "2026-11-20T00:00:00Z"), ("today", "2026-11-21T00:00:00Z"),
  ])
  func `a day or a month is included whole`(_ text: String, _ end: String) throws {
    #expect(try TimeArgument.read(.string(text)).end(Self.now).iso == end)
  }

  @Test func `a number is Unix seconds`() throws {
    #expect(try TimeArgument.read(1_795_161_600).start(Self.now) == Self.now)
    #expect(try TimeArgument.read(1_795_161_600.5).start(Self.now).timeIntervalSince1970 == 1_795_161_600.5)
  }

  @Test(arguments: [
    "", " ", "tomorrow", "2026", "2026-13", "2026-13-01", "2026-02-30", "2026-11-31", "2026-00-10", "26-11-20",
    "20/11/2026", "2026-11-20T25:00:00Z", "7", "7x", "h", "-", "ago", "--7d", "1e3d", "1.5h", "9999999999999d",
    "2026-11-20' OR 1=1", "2026-11-20T07:30:00+", "2026-11-20T07:30:00+09:00x", "2026-11-20T07:60:00Z",
    "2026-11-20T07:30:00Z; DROP", "2026-11-20T07:30:00.Z", "2026-11-20T07:30:00.5x", "2026-11-20T24:00:00Z",
    "2026-11-20T07:30:60Z", "2026-11-20T07:30:00+24:00", "2026-11-20T07:30:00+09:60", "2026-11-20T07:30:00+09:0",
    "2026-11-20T07:3", "2026-11-20T", "2026-11-20T07", "2023-02-29T00:00:00Z", "2026-11-20T07:30:00ZZ",
    "2026-11-20T٠7:30", "१२h", "２０２６-11-20", "nowish", "99999999999",
  ])
  func `refuses anything else`(_ text: String) {
    #expect(throws: Mismatch.self) { try TimeArgument.read(.string(text)) }
  }

  @Test(arguments: [true, .null, [], ["a": 1], -1, 1e300] as [JSON])
  func `refuses other values`(_ json: JSON) {
    #expect(throws: Mismatch.self) { try TimeArgument.read(json) }
  }

  private func window(_ start: String?, _ end: String?) throws -> JSON {
    let window = try TimeWindow(
      start.map { try TimeArgument.read(.string($0)) }, end.map { try TimeArgument.read(.string($0)) }, days: 30,
      askedAt: Self.now, now: Self.now)
    #expect(window.facts["now"] == "2026-11-20T08:00:00Z")
    return window.facts["window"] ?? .null
  }

  @Test(
    arguments: [
      (nil, nil, "2026-10-21T08:00:00Z", "2026-11-20T08:00:00Z"),
      ("24h", nil, "2026-11-19T08:00:00Z", "2026-11-20T08:00:00Z"),
      (nil, "2026-11-10", "2026-10-12T00:00:00Z", "2026-11-11T00:00:00Z"),
      ("2026-11-19", "2026-11-19", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z"),
      ("2026-10", "2026-10", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
      ("7d", "1d", "2026-11-13T08:00:00Z", "2026-11-19T08:00:00Z"),
    ] as [(String?, String?, String, String)])
  func `a window is completed`(_ start: String?, _ end: String?, _ from: String, _ to: String) throws {
    #expect(try window(start, end) == ["from": .string(from), "to": .string(to)])
  }

  @Test(
    arguments: [("1d", "7d"), ("2026-11-20T07:00:00Z", "2026-11-20T07:00:00Z"), ("2026-12-01", nil), ("now", nil)]
      as [(String, String?)])
  func `an empty window is refused`(_ start: String, _ end: String?) {
    #expect(throws: ArgumentError.self) { try window(start, end) }
  }
}
