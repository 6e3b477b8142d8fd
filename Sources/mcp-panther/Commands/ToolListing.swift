import Cleaning
import Foundation
import JSON
import MCP
import PantherTools
import Sealing
import Text

/// What `tools --json` prints: all that a model is told before it calls anything, and what the people who approve the
/// server ask about each tool.
struct ToolListing {
  /// `{tools, instructions, inventory, version, profile?, owner?, digest}`: `tools` as a client sees them, and the
  /// digest of `{"tools": …}` as compact JSON.
  let json: JSON.Object

  init(_ program: Program) {
    let listing = program.surface.toolbox.listing(for: .modern)
    var json = listing.object ?? [:]
    json["instructions"] = .string(Instructions.text(for: program.policy))
    json["inventory"] = .array(program.policy.inventory)
    json["version"] = .string(Program.version)
    json["profile"] = program.settings.profile.map { .string($0.name) }
    json["owner"] = program.settings.owner.map { .string($0) }
    json["digest"] = .string(SHA256.digest(listing))
    self.json = json
  }

  /// Reads what `tools --json` printed once.
  ///
  /// - Throws: `Failure` for a file that cannot be read, or is something else.
  init(file: String) throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw Failure.unreadable(file) }
    guard let json = (try? JSON(parsing: text))?.object, let tools = json["tools"]?.array,
      tools.allSatisfy({ $0["name"]?.string != nil })
    else { throw Failure("\(file) is not what mcp-panther tools --json prints", .unreadable) }
    self.json = json
  }

  private var tools: [(name: String, text: String)] {
    (json["tools"]?.array ?? []).map { ($0["name"]?.string ?? "", $0.formatted()) }
  }

  /// What a model is told otherwise than it was, in lines for people; empty where it is told the same.
  func changes(since old: ToolListing) -> [String] {
    let (before, after) = (old.byName, byName)
    var lines: [String] = []
    for (name, _) in old.tools where after[name] == nil { lines.append("Removed: \(name)") }
    for (name, text) in tools {
      guard let former = before[name] else {
        lines += ["Added: \(name)"] + UnifiedDiff(from: "", to: text + "\n").lines
        continue
      }
      if former != text { lines += ["Changed: \(name)"] + UnifiedDiff(from: former + "\n", to: text + "\n").lines }
    }
    // An older version did not print them.
    if let former = old.json["instructions"]?.string, let text = json["instructions"]?.string, former != text {
      lines += ["Changed: instructions"] + UnifiedDiff(from: former + "\n", to: text + "\n").lines
    }
    if lines.isEmpty, old.tools.map(\.name) != tools.map(\.name) {
      lines.append("Changed: the order of the tools")
    }
    // The other listing may be that of a server which nobody trusts yet.
    return lines.map { $0.shown(upTo: Self.longestLine) }
  }

  private static let longestLine = 20_000

  private var byName: [String: String] { Dictionary(tools.map { ($0.name, $0.text) }) { first, _ in first } }
}

extension UnifiedDiff {
  fileprivate var lines: [String] { text.split(separator: "\n").map(String.init) }
}
