package import JSON
import MCP
import Sealing

extension Policy {
  /// Says of each tool what the people who approve a server ask: what it does, what it needs, what data it reads, and a
  /// digest of what a model is told about it.
  ///
  /// `[{name, toolset, effect, asks, permissions: {allOf | anyOf: [String]}, reads: [String], digest}]`, where the
  /// digest is `sha256:` and the hash of the tool's entry in tools/list as compact JSON.
  package var inventory: [JSON] {
    tools.map { entry in
      let name = entry.tool.name
      let listing = entry.tool.listing(for: .modern, asks: asks.contains(name))
      return [
        "name": .string(name), "toolset": .string(Toolset.all.first { $0.has(name) }?.name ?? ""),
        "effect": .string(entry.tool.effect.rawValue), "asks": .bool(asks.contains(name)),
        "permissions": entry.permissions.json, "reads": JSON(entry.dataRead.map(\.rawValue)),
        "digest": .string(SHA256.digest(listing)),
      ]
    }
  }
}

extension Toolset {
  /// Whether it has a tool of this name.
  package func has(_ name: String) -> Bool { tools.contains { $0.name == name } }
}

extension SHA256 {
  /// The digest of JSON, as this program writes it: `sha256:…`.
  package static func digest(_ json: JSON) -> String { "sha256:\(hex(json.bytes))" }
}
