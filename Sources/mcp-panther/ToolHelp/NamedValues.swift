import JSON
import MCP
import PantherTools

/// Arguments with their values in texts of ours, which models read as `detail: full`. On the command line that is
/// `detail=full`.
struct NamedValues {
  /// The tool that was called; nil where there is none of its name.
  let entry: Toolset.Entry?

  /// The text as a person types what it proposes: arguments of the tool that was called, and of those that it names.
  func shown(_ text: String) -> String {
    let tools = Toolset.all.flatMap(\.tools).filter { $0.name == entry?.tool.name || text.contains($0.name) }
    return text.replacing(#/\b([a-z][a-z_]*): ([A-Za-z0-9_]+)/#) { match in
      let schemas = tools.compactMap { $0.inputSchema["properties"]?[String(match.1)] }
      return schemas.contains { Self.takes($0, match.2) } ? "\(match.1)=\(match.2)" : String(match.0)
    }
  }

  /// Whether a word can stand for an argument: one of the words of its schema, or a number.
  private static func takes(_ schema: JSON, _ word: Substring) -> Bool {
    let schema = schema["items"] ?? schema
    return switch schema["type"]?.string {
    case "boolean": ["true", "false"].contains(word)
    case "integer": word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    default: schema["enum"]?.array?.contains(.string(String(word))) ?? false
    }
  }
}
