// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "mcp-panther",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "mcp-panther", targets: ["mcp-panther"])],
  dependencies: [],
  targets: [
    module("Wire"),
    module("HTTPServer"),
    module("MCP", "Wire"),
    module("StreamableHTTP", "HTTPServer", "MCP", "Wire"),
    module("Panther", "Wire"),
    module("PantherTools", "MCP", "Panther", "Wire"),
    module("PantherDemo", "Panther", "Wire"),
    program("mcp-panther", "HTTPServer", "MCP", "Panther", "PantherDemo", "PantherTools", "StreamableHTTP", "Wire"),
    program("Benchmark", "Wire"),
    program("Fuzz", "MCP", "Panther", "PantherDemo", "PantherTools", "Wire"),
    tests("WireTests", "Wire"),
    tests("HTTPServerTests", "HTTPServer", "TestSupport"),
    tests("MCPTests", "MCP", "Wire"),
    tests("StreamableHTTPTests", "HTTPServer", "MCP", "StreamableHTTP", "TestSupport", "Wire"),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    tests("PantherTests", "Panther", "TestSupport", "Wire"),
    tests("PantherDemoTests", "Panther", "PantherDemo", "Wire"),
    tests("PantherToolsTests", "MCP", "Panther", "PantherDemo", "PantherTools", "Wire", exclude: ["Snapshots"]),
    tests(
      "EndToEndTests", "MCP", "Panther", "PantherTools", "TestSupport", "Wire", "mcp-panther", exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)
