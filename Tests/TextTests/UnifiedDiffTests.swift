import TestSupport
import Testing
import Text

/// Two texts side by side.
@Suite(.fewAtOnce) struct UnifiedDiffTests {
  @Test(
    arguments: [
      ("a\nb\n", "a\nb\n", ""), ("", "a\n", "@@ -0,0 +1 @@\n+a"), ("a\n", "", "@@ -1 +0,0 @@\n-a"),
      ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c"),
      ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a"), ("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a"),
      ("é\n", "e\u{301}\n", "@@ -1 +1 @@\n-é\n+e\u{301}"), ("\n", "\n\n", "@@ -1 +1,2 @@\n \n+"),
      ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8"),
      ("@@ -1 +1 @@\n", "--- a\n", "@@ -1 +1 @@\n-@@ -1 +1 @@\n+--- a"),
    ])
  func `a diff has the lines that differ, and those around them`(_ old: String, _ new: String, _ diff: String) {
    #expect(
      UnifiedDiff(from: old, to: new).text.utf8.elementsEqual(diff.utf8), "\(UnifiedDiff(from: old, to: new).text)")
  }

  @Test func `a diff makes the one text of the other, with the fewest lines`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let lines = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        "abc".randomElement(using: &random).map(String.init) ?? ""
      }
      let other = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        "abc".randomElement(using: &random).map(String.init) ?? ""
      }
      let (old, new) = (lines.map { $0 + "\n" }.joined(), other.map { $0 + "\n" }.joined())
      let diff = UnifiedDiff(from: old, to: new)
      let best = other.difference(from: lines)
      #expect(
        diff.counts.removed == best.removals.count && diff.counts.added == best.insertions.count, "\(lines) \(other)")
      #expect(UnifiedDiffReader.applied(diff.text, to: lines) == other, "\(lines) \(other) \(diff.text)")
    }
  }

  @Test func `texts that have nothing in common, or the same lines in another order, are compared at once`() {
    let old = String(repeating: "a\n", count: 50_000)
    let diff = UnifiedDiff(from: old, to: String(repeating: "b\n", count: 50_000))
    #expect(diff.counts == (50_000, 50_000))
    let (first, second) = ((0..<20_000).map { "\($0)\n" }.joined(), (0..<20_000).reversed().map { "\($0)\n" }.joined())
    #expect(UnifiedDiff(from: first, to: second).counts.removed >= 19_999)
    // Small changes at both ends of long code are found all the same.
    #expect(UnifiedDiff(from: "x\n" + old + "y\n", to: "1\n" + old + "2\n").counts == (2, 2))
  }
}

/// Makes the new text of the old one and a diff, as `patch` does.
private enum UnifiedDiffReader {
  static func applied(_ diff: String, to old: [String]) -> [String] {
    var (new, at): ([String], Int) = ([], 0)
    for line in diff.split(separator: "\n", omittingEmptySubsequences: true) {
      switch line.first {
      case "@":
        let place = line.split { !$0.isNumber && $0 != "-" && $0 != "," }[0].dropFirst().split(separator: ",")
          .compactMap { Int($0) }
        let start = place.count == 2 && place[1] == 0 ? place[0] : place[0] - 1
        new += old[at..<start]
        at = start
      case "+": new.append(String(line.dropFirst()))
      case "-": at += 1
      default:
        new.append(String(line.dropFirst()))
        at += 1
      }
    }
    return new + old[at...]
  }
}
