/// A table of GitHub's Markdown.
struct MarkdownTable {
  let text: String

  init(_ columns: [String], _ rows: [[String]]) {
    let lines = [columns, columns.map { _ in "---" }] + rows
    text = lines.map { line in
      let cells = line.map { $0.replacing("|", with: "\\|") }
      return "| \(cells.joined(separator: " | ")) |"
    }.joined(separator: "\n")
  }
}
