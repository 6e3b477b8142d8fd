import Foundation
import JSON

/// How things look to a person.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isError: Bool { isatty(STDERR_FILENO) == 1 }

  /// Text in an ANSI colour, on a terminal only.
  static func coloured(_ text: String, _ colour: Int) -> String {
    isOutput ? "\u{1B}[\(colour)m\(text)\u{1B}[0m" : text
  }

  static func clearLine() {
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  /// Columns of a terminal; 100 where that cannot be told.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
    return Int(size.ws_col)
  }

  /// An answer: its facts a line each, its list as a table.
  static func show(_ answer: JSON) -> String {
    guard let members = answer.object?.members else { return answer.formatted() }
    let facts = members.filter { $0.value["columns"] == nil && $0.key != "next_cursor" }
    let lines = facts.map { member -> String in
      let isDeep = member.value.text.count > 100 && member.value.string == nil
      return "\(member.key): \(isDeep ? member.value.formatted() : member.value.string ?? member.value.text)"
    }
    let cursor = answer["next_cursor"]?.string.map { ["More: cursor=\($0)"] } ?? []
    let tables = members.filter { $0.value["columns"] != nil }.map { member in
      table(
        (member.value["columns"]?.array ?? []).map { $0.string ?? "" },
        (member.value["rows"]?.array ?? []).map { ($0.array ?? []).map { $0.string ?? ($0.isNull ? "" : $0.text) } })
    }
    return (lines + tables + cursor).joined(separator: "\n")
  }

  /// Rows under their columns; the widest gives way where the line would be too long, but not the first, whose ids
  /// and names are there to be copied.
  static func table(_ columns: [String], _ rows: [[String]], width: Int = width) -> String {
    var widths = columns.indices.map { column in
      ([columns] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    while widths.reduce(0, +) + 2 * (widths.count - 1) > width {
      guard let index = widths.indices.dropFirst().max(by: { widths[$0] < widths[$1] }), widths[index] > 8 else {
        break
      }
      widths[index] -= 1
    }
    let lines = ([columns] + rows).map { row in
      zip(row, widths).map { cell, width in
        let flat = String(cell.map { $0.isNewline ? " " : $0 })
        let short = flat.count > width ? flat.prefix(max(0, width - 1)) + "…" : flat
        return short + String(repeating: " ", count: max(0, width - short.count))
      }.joined(separator: "  ").trimmedEnd
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
