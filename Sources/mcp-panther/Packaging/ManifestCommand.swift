import Foundation
import JSON
import Sealing

/// `mcp-panther manifest`, which releases use: the manifests of packages.
enum ManifestCommand: Subcommand {
  static let name = "manifest"
  static let operands = "mcpb [darwin|linux] | registry [BUNDLE…]"
  static let purpose = "print manifest.json of an MCP bundle, or server.json of the MCP registry"
  static let isHidden = true

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let rest = invocation.operands.dropFirst()
    switch invocation.operands.first {
    case "mcpb":
      let platform = rest.first ?? "darwin"
      guard rest.count < 2 else { throw UsageError("a bundle is for one platform") }
      guard ["darwin", "linux"].contains(platform) else { throw UsageError("a bundle is for darwin or linux") }
      print(Manifest.bundle(platform: platform).formatted())
    case "registry":
      let bundles = try rest.map { path -> (String, String) in
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure.unreadable(path) }
        return (URL(fileURLWithPath: path).lastPathComponent, SHA256.hex(Array(data)))
      }
      print(Manifest.registry(bundles: bundles).formatted())
    default: throw UsageError("manifest needs mcpb or registry")
    }
    return 0
  }
}
