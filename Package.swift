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
    // What knows nothing of MCP or of Panther.
    module("Concurrency"),
    module("WebAddresses"),
    module("JSON"),
    module("Cleaning", "JSON"),
    module("Sealing", "JSON"),
    module("SQLGuard"),
    module("Logging", "Cleaning"),
    module("Stdio"),
    module("HTTPServer"),
    // The protocol and the Panther client do not know each other; the tools know both.
    module("MCP", "Cleaning", "Concurrency", "JSON", "Logging", "Sealing"),
    module("Panther", "Cleaning", "Concurrency", "JSON", "Sealing", "WebAddresses"),
    module("PantherTools", "Cleaning", "Concurrency", "JSON", "Logging", "MCP", "Panther", "SQLGuard"),
    module("PantherDemo", "JSON", "Panther"),
    module("Audit", "Cleaning", "JSON", "Logging", "MCP", "Sealing", "Stdio"),
    module("StreamableHTTP", "Concurrency", "HTTPServer", "JSON", "Logging", "MCP", "Sealing", "WebAddresses"),
    program(
      "mcp-panther", "Audit", "Cleaning", "HTTPServer", "JSON", "Logging", "MCP", "Panther", "PantherDemo",
      "PantherTools", "Sealing", "Stdio", "StreamableHTTP", "WebAddresses"),
    program("Benchmark", "JSON"),
    program("Fuzz", "Audit", "JSON", "Logging", "MCP", "Panther", "PantherDemo", "PantherTools", "Sealing"),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    tests("ConcurrencyTests", "Concurrency", "TestSupport"),
    tests("WebAddressesTests", "WebAddresses"),
    tests("JSONTests", "JSON"),
    tests("CleaningTests", "Cleaning", "JSON"),
    tests("SealingTests", "JSON", "Sealing", "TestSupport"),
    tests("SQLGuardTests", "SQLGuard"),
    tests("LoggingTests", "Cleaning", "Logging", "TestSupport"),
    tests("AuditTests", "Audit", "Cleaning", "JSON", "Logging", "Sealing", "TestSupport"),
    tests("HTTPServerTests", "HTTPServer", "TestSupport"),
    tests("MCPTests", "Cleaning", "JSON", "Logging", "MCP", "Sealing", "TestSupport"),
    tests("PantherTests", "Cleaning", "JSON", "Panther", "TestSupport"),
    tests("PantherDemoTests", "JSON", "Panther", "PantherDemo"),
    tests(
      "PantherToolsTests", "Cleaning", "JSON", "Logging", "MCP", "Panther", "PantherDemo", "PantherTools", "Sealing",
      "SQLGuard", "TestSupport",
      exclude: ["Snapshots"]),
    tests("StreamableHTTPTests", "HTTPServer", "JSON", "Logging", "MCP", "Sealing", "StreamableHTTP", "TestSupport"),
    tests(
      "EndToEndTests", "JSON", "Logging", "MCP", "Panther", "PantherTools", "Stdio", "TestSupport", "mcp-panther",
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)
