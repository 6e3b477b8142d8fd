import TestSupport
import Testing

@testable import TerminalText

@Suite(.fewAtOnce) struct TimestampTests {
  @Test(arguments: [
    ("2026-11-21T10:25:30Z", "Nov 21 10:25", "2026-11-21T10:25:30Z, 21 h ago"),
    ("2026-11-02T10:25:00.000Z", "Nov  2 10:25", "2026-11-02T10:25:00.000Z, 19 d ago"),
    ("2026-11-22T04:30Z", "Nov 22 04:30", "2026-11-22T04:30Z, 3 h ago"),
    ("2025-11-21T10:25:00+00:00", "Nov 21  2025", "2025-11-21T10:25:00+00:00, 365 d ago"),
    ("2026-11-22 07:59:30.250", "Nov 22 07:59:30.25", "2026-11-22 07:59:30.250, 30 s ago"),
    ("2024-02-29 23:59:59", "Feb 29 2024 23:59:59", "2024-02-29 23:59:59, 996 d ago"),
    ("2027-02-06T08:00:00Z", "Feb  6 08:00", "2027-02-06T08:00:00Z, in 76 d"),
  ])
  func `a time is short in tables, and in sheets exact with its distance`(
    _ text: String, _ short: String, _ long: String
  ) throws {
    let time = try #require(Timestamp(text))
    #expect(time.short(now: present) == short)
    #expect(time.long(now: present) == long)
  }

  @Test(arguments: [
    "", "2026-11-21", "10:25", "2026-11-21T10:25:30+02:00", "2026-13-21T10:25:30Z", "2026-11-21T24:25:30Z",
    "2026-11-21T10:25:30Zx",
    "2026-11-21 10:25:30 and more of a text that is no time", "x026-11-21T10:25:30Z", "2026-11-21T10:25:３0Z",
  ])
  func `anything else is text`(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `seconds since 1970 are counted by the calendar`() {
    #expect(Timestamp("1970-01-01T00:00:00Z")?.seconds == 0)
    #expect(Timestamp("2026-11-22T08:00:00Z")?.seconds == present)
    #expect(Timestamp("2000-02-29T12:00:00Z")?.seconds == 951_825_600)
    for seconds in [0, present, 951_825_600, 951_868_800, 1_709_251_199, 1_798_761_599, 1_798_761_600] {
      #expect(Timestamp(seconds: seconds)?.seconds == seconds)
    }
    #expect(Timestamp(seconds: present)?.text == "2026-11-22T08:00:00Z" && Timestamp(seconds: -1) == nil)
  }
}
