import Audit
import MCP
import PantherTools

/// A part of the README that is made from declarations, between `<!-- generated: NAME -->` and `<!-- end of NAME -->`.
struct ReadmePart {
  let name: String
  let text: String

  static func all(of program: Program) -> [ReadmePart] {
    [
      ReadmePart(name: "tools", text: Toolset.all.map(tools).joined(separator: "\n\n")),
      ReadmePart(name: "prompts", text: prompts(program.surface.book)),
      ReadmePart(name: "resources", text: resources(program.surface.library)),
      ReadmePart(
        name: "variables",
        text: MarkdownTable(["Variable", "Meaning"], Variable.all.map { ["`\($0.name)`", $0.purpose] }).text),
      ReadmePart(name: "flags", text: flags),
      ReadmePart(
        name: "profiles",
        text: MarkdownTable(
          ["Profile", "For", "The same as"], Profile.all.map { ["`\($0.name)`", $0.purpose, "`\($0.flags)`"] }
        ).text),
      ReadmePart(name: "audit", text: AuditFormat.tables),
    ]
  }

  /// Puts the part into a README; nil when its marks are not there.
  func replaced(in readme: String) -> String? {
    guard let start = readme.firstRange(of: "<!-- generated: \(name) -->"),
      let end = readme.firstRange(of: "<!-- end of \(name) -->"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return readme[..<start.upperBound] + "\n\n\(text)\n\n" + readme[end.lowerBound...]
  }

  private static func tools(_ area: Toolset) -> String {
    let rows = area.entries.map { entry in
      let mark = ["spends": " 💰", "writes": " ✏️", "destructive": " ⚠️"][entry.tool.effect.rawValue] ?? ""
      return [
        "`\(entry.tool.name)`\(mark)", firstSentence(entry.tool.summary), "“\(entry.sample)”",
        entry.permissions.list.map(\.title).joined(separator: entry.permissions.joiner),
      ]
    }
    return """
      **\(area.title)** (`\(area.name)`)

      \(MarkdownTable(["Tool", "What it does", "Ask for it", "Permission"], rows).text)
      """
  }

  private static func prompts(_ book: PromptBook<Call>) -> String {
    let rows = book.prompts.map { prompt in
      let arguments = prompt.arguments.map { $0.isRequired ? "`\($0.name)`" : "`\($0.name)`?" }
      return ["`\(prompt.name)`", arguments.joined(separator: ", "), prompt.summary]
    }
    return MarkdownTable(["Prompt", "Arguments", "Task"], rows).text
  }

  private static func resources(_ library: ResourceShelf<Call>) -> String {
    let rows =
      library.resources.map { ["`\($0.uri)`", $0.summary] } + library.templates.map { ["`\($0.uri)`", $0.summary] }
    return MarkdownTable(["URI", "What it is"], rows).text
  }

  private static var flags: String {
    let rows = Flag.allCases.map { ["`\($0.usage)`", $0.variable.map { "`\($0)`" } ?? "", $0.purpose] }
    return MarkdownTable(["Flag", "Variable", "Meaning"], rows).text
  }

  private static func firstSentence(_ text: String) -> String {
    text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
  }
}
