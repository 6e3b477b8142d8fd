import TestSupport
import Testing

@testable import TerminalText

@Suite(.fewAtOnce) struct DisplayWidthTests {
  @Test(arguments: [
    ("plain", 5), ("", 0), ("관리자", 6), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2),
    ("Привет", 6), ("नमस्ते", 4), ("ｆｕｌｌ", 8), ("\u{1112}\u{1161}\u{11AB}", 2), ("한", 2), ("…─█▁", 4), ("👍🏽", 2),
  ])
  func `a text takes these cells`(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func `a text is cut between characters`() {
    #expect("관리자 계정".fitted(to: 6, ellipsis: "…") == "관리…")
    #expect("관리자 계정".fitted(to: 11, ellipsis: "…") == "관리자 계정")
    #expect("abcdef".fitted(to: 5, ellipsis: "...") == "ab...")
    #expect("abcdef".fitted(to: 2, ellipsis: "...") == "ab")
  }

  @Test(arguments: [
    ("arn:aws:iam::111122223333:user/svc-backup", "…user/svc-backup"), ("/var/log/auth/today.log", "…/auth/today.log"),
    ("dana.whitfield@harborline.example", "dana.whi…example"), ("https://acme.example/alerts/1", "https://…lerts/1"),
    ("plain words of a text", "plain words of …"), ("short@a.b", "short@a.b"),
    ("AWS.CloudTrail.Stopped", "AWS.CloudTrail.…"),
  ])
  func `what tells a value from others stays when it is cut`(_ text: String, _ cut: String) {
    #expect(text.fittedAsValue(to: 16, ellipsis: "…") == cut)
    #expect(text.fittedAsValue(to: 1, ellipsis: "…").displayWidth == 1)
  }

  @Test func `lines break between words, in words that are too long, and where they did before`() {
    #expect("one two three".wrapped(to: 8) == ["one two", "three"])
    #expect("one two".wrapped(to: 7) == ["one two"])
    #expect("abcdefghij".wrapped(to: 4) == ["abcd", "efgh", "ij"])
    #expect("  if x and y:\n\n\treturn".wrapped(to: 10) == ["  if x and", "  y:", "", "    return"])
    #expect("관리자 계정이".wrapped(to: 7) == ["관리자", "계정이"])
    #expect("a b c d e".wrapped(to: 9, first: 4) == ["a b", "c d e"])
    #expect("".wrapped(to: 9) == [""])
  }

  @Test(arguments: [
    ("createdAt", "created"), ("eventCount", "events"), ("detection.id", "detection"), ("issuedBy.email", "issued by"),
    ("lastEventReceivedAtTime", "last event received"), ("isHealthy", "healthy"), ("outputIDs", "output IDs"),
    ("allowedCIDRBlocks", "allowed CIDR blocks"), ("total_alerts", "total alerts"), ("id", "id"), ("count", "count"),
    ("schedule.cron", "schedule cron"), ("", ""),
  ])
  func `names become words`(_ name: String, _ label: String) {
    #expect(Words.label(name) == label)
  }

  @Test(arguments: [(0, "0 B"), (999, "999 B"), (10_240, "10.2 kB"), (999_960, "1.0 MB"), (54_576_885_120, "54.6 GB")])
  func `bytes have units`(_ count: Double, _ text: String) {
    #expect(Words.bytes(count) == text)
  }
}
