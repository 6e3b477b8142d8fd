/// Two texts side by side as a unified diff, the form that people who write code read.
package struct UnifiedDiff {
  private enum Line {
    case same(String)
    case removed(String)
    case added(String)

    /// The line as it is shown. What a line says cannot be taken for the sign before it.
    var shown: String {
      switch self {
      case .same(let line): " " + line
      case .removed(let line): "-" + line
      case .added(let line): "+" + line
      }
    }
    var isChange: Bool { if case .same = self { false } else { true } }
    var isOld: Bool { if case .added = self { false } else { true } }
    var isNew: Bool { if case .removed = self { false } else { true } }
  }

  /// The lines around a change that are shown too.
  private static let context = 3
  private let lines: [Line]

  /// Compares two texts line by line, by their bytes.
  package init(from old: String, to new: String) {
    let (old, new) = (Self.lines(of: old), Self.lines(of: new))
    var lines: [Line] = []
    var (at, to) = (0, 0)
    for (first, second, count) in CommonLines.runs(of: old, new) + [(old.count, new.count, 0)] {
      lines += old[at..<first].map { .removed($0.text) }
      lines += new[to..<second].map { .added($0.text) }
      lines += old[first..<first + count].map { .same($0.text) }
      (at, to) = (first + count, second + count)
    }
    self.lines = lines
  }

  /// The lines of a text. One that does not end with a line feed has a last line that says so.
  private static func lines(of text: String) -> [ExactText] {
    guard !text.isEmpty else { return [] }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    let last = lines.removeLast()
    if !last.isEmpty { lines.append(last + "\n\\ No newline at end of file") }
    return lines.map(ExactText.init)
  }

  /// The number of lines that are removed and added.
  package var counts: (removed: Int, added: Int) {
    lines.reduce(into: (0, 0)) { counts, line in
      if !line.isNew { counts.0 += 1 }
      if !line.isOld { counts.1 += 1 }
    }
  }

  /// The diff; empty where nothing differs.
  package var text: String {
    var hunks: [Range<Int>] = []
    for index in lines.indices where lines[index].isChange {
      let range = max(0, index - Self.context)..<min(lines.count, index + Self.context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    var (old, new, at) = (0, 0, 0)
    var shown: [String] = []
    for hunk in hunks {
      for line in lines[at..<hunk.lowerBound] {
        old += line.isOld ? 1 : 0
        new += line.isNew ? 1 : 0
      }
      let part = lines[hunk]
      let (removed, added) = (part.count(where: \.isOld), part.count(where: \.isNew))
      shown.append("@@ -\(Self.range(old, removed)) +\(Self.range(new, added)) @@")
      shown += part.map(\.shown)
      (old, new, at) = (old + removed, new + added, hunk.upperBound)
    }
    return shown.joined(separator: "\n")
  }

  /// The lines of a hunk, counted from 1. A hunk without lines is named by the line before it.
  private static func range(_ before: Int, _ count: Int) -> String {
    let start = count == 0 ? before : before + 1
    return count == 1 ? "\(start)" : "\(start),\(count)"
  }
}
