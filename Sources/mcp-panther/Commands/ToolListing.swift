import Cleaning
import Foundation
import JSON
import MCP
import PantherTools
import Text

/// What `tools --json` prints: all that a model is told before it calls anything, and what the people who approve the
/// server ask about each tool.
struct ToolListing {
  /// `{tools, instructions, inventory, version, profile?, owner?, digest}`: `tools` as a client sees them, and the
  /// digest of `{"tools": …}` as compact JSON.
  let json: JSON.Object

  init(_ program: Program) {
    let toolbox = program.surface.toolbox
    var json = toolbox.listing(for: .modern).object ?? [:]
    json["instructions"] = .string(Instructions.text(for: program.policy))
    json["inventory"] = .array(program.policy.inventory)
    json["version"] = .string(Program.version)
    json["profile"] = program.settings.profile.map { .string($0.name) }
    json["owner"] = program.settings.owner.map { .string($0) }
    json["digest"] = .string(toolbox.digest)
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

  /// What a model is told otherwise than it was, in lines for people, with a summary first; empty where it is told the
  /// same.
  func changes(since old: ToolListing) -> [String] {
    let (before, after) = (old.byName, byName)
    let removed = old.tools.map(\.name).filter { after[$0] == nil }
    let added = tools.filter { before[$0.name] == nil }
    let changed = tools.compactMap { name, text in
      before[name].flatMap { $0 == text ? nil : (name, $0, text) }
    }
    // An older version did not print the instructions.
    let instructions = old.json["instructions"]?.string.flatMap { former in
      json["instructions"]?.string.flatMap { $0 == former ? nil : (former, $0) }
    }
    let isMoved = removed.isEmpty && added.isEmpty && old.tools.map(\.name) != tools.map(\.name)
    let counts = [("added", added.count), ("removed", removed.count), ("changed", changed.count)]
    let parts =
      counts.filter { $0.1 > 0 }.map { "\($1) tool\($1 == 1 ? "" : "s") \($0)" }
      + (isMoved ? ["the order of the tools changed"] : []) + (instructions == nil ? [] : ["instructions changed"])
    guard !parts.isEmpty else { return [] }
    var lines = [parts.joined(separator: ", ")]
    lines += removed.map { "Removed: \($0)" }
    for (name, former, text) in changed { lines += ["Changed: \(name)"] + Self.diff(former, text) }
    for (name, text) in added { lines += ["Added: \(name)"] + Self.diff("", text) }
    if let (former, text) = instructions { lines += ["Changed: instructions"] + Self.diff(former, text) }
    // The other listing may be that of a server which nobody trusts yet.
    return lines.map { $0.shown(upTo: Self.longestLine) }
  }

  private static func diff(_ old: String, _ new: String) -> [String] {
    UnifiedDiff(from: old.isEmpty ? "" : old + "\n", to: new + "\n").text.split(separator: "\n").map(String.init)
  }

  private static let longestLine = 20_000

  private var byName: [String: String] { Dictionary(tools.map { ($0.name, $0.text) }) { first, _ in first } }
}
