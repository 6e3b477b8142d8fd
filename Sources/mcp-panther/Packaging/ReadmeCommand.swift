import Foundation
import MCP
import PantherTools

enum ReadmeCommand: Subcommand {
  static let name = "readme"
  static let operands = "FILE"
  static let purpose = "write the generated parts of the README anew; --check only compares"
  static let details = """
    A part stands between <!-- generated: NAME --> and <!-- end of NAME -->, for NAME: tools, prompts, resources, flags,
    variables. Exit code 1 with --check: a part is not what the declarations say.
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let file = invocation.operands.first else { throw UsageError("readme needs a file") }
    guard let old = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw UsageError("cannot read \(file)")
    }
    var new = old
    for (name, text) in parts(Program(invocation.settings)) {
      guard let fresh = new.replacingPart(name, with: text) else {
        throw UsageError("\(file) has no part <!-- generated: \(name) --> … <!-- end of \(name) -->")
      }
      new = fresh
    }
    guard new != old else { return 0 }
    guard invocation.flags[.check] == nil else {
      standardError("\(file) is not what the declarations say; run: mcp-panther readme \(file)")
      return 1
    }
    try new.write(toFile: file, atomically: true, encoding: .utf8)
    return 0
  }

  private static func parts(_ program: Program) -> [(String, String)] {
    let tools = Toolset.all.map { area in
      let rows = area.entries.map { entry in
        let marks = ["spends": " 💰", "writes": " ✏️", "destructive": " ⚠️"][entry.tool.effect.rawValue] ?? ""
        return [
          "`\(entry.tool.name)`\(marks)", firstSentence(entry.tool.summary), "“\(entry.sample)”",
          entry.permissions.list.map(\.title).joined(separator: entry.permissions.joiner),
        ]
      }
      return """
        **\(area.title)** (`\(area.name)`)

        \(markdown(["Tool", "What it does", "Ask for it", "Permission"], rows))
        """
    }
    let prompts = program.book.prompts.map { prompt in
      let arguments = prompt.arguments.map { $0.isRequired ? "`\($0.name)`" : "`\($0.name)`?" }
      return ["`\(prompt.name)`", arguments.joined(separator: ", "), prompt.summary]
    }
    let resources =
      program.library.resources.map { ["`\($0.uri)`", $0.summary] }
      + program.library.templates.map { ["`\($0.uri)`", $0.summary] }
    let flags = Flag.allCases.map { flag in
      ["`\(flag.usage)`", flag.variable.map { "`\($0)`" } ?? "", flag.purpose]
    }
    return [
      ("tools", tools.joined(separator: "\n\n")), ("prompts", markdown(["Prompt", "Arguments", "Task"], prompts)),
      ("resources", markdown(["URI", "What it is"], resources)),
      ("variables", markdown(["Variable", "Meaning"], Variable.all.map { ["`\($0.name)`", $0.purpose] })),
      ("flags", markdown(["Flag", "Variable", "Meaning"], flags)),
    ]
  }

  private static func firstSentence(_ text: String) -> String {
    text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
  }

  private static func markdown(_ columns: [String], _ rows: [[String]]) -> String {
    let lines = [columns, columns.map { _ in "---" }] + rows
    return lines.map { "| \($0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |" }.joined(
      separator: "\n")
  }
}

extension String {
  /// Nil when the part's marks are missing.
  fileprivate func replacingPart(_ name: String, with text: String) -> String? {
    guard let start = firstRange(of: "<!-- generated: \(name) -->"),
      let end = firstRange(of: "<!-- end of \(name) -->"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return self[..<start.upperBound] + "\n\n\(text)\n\n" + self[end.lowerBound...]
  }
}
