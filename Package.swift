// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Warnings stop the build only where changes are checked, or a newer compiler with new warnings would break the build
/// of somebody who only wants the program.
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  warnings + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]

/// For modules that look at every byte. Without it they take two thirds of the tests' time.
let fastInTests: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func module(
  _ name: String, _ dependencies: Target.Dependency..., embedding resources: [String] = [],
  settings more: [SwiftSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources.map { .embedInCode($0) },
    swiftSettings: settings + more
  )
}

func program(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: settings)
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
    module("Text", settings: fastInTests),
    module("JSON", "Text", settings: fastInTests),
    module("Cleaning", "JSON", "Text", settings: fastInTests),
    module("Sealing", "JSON"),
    module("SQLGuard", "Text"),
    module("YAML", "JSON", "Text", settings: fastInTests),
    module("ConfigurationText", "JSON", "Text", "YAML", settings: fastInTests),
    module("Logging", "Cleaning", "Text"),
    module("TerminalText", "Cleaning", "JSON"),
    module("Stdio"),
    module("HTTPServer", "Text"),
    // The protocol and the Panther client do not know each other; the tools know both.
    module("MCP", "Cleaning", "Concurrency", "JSON", "Logging", "Sealing", "Text"),
    module("Panther", "Cleaning", "Concurrency", "JSON", "Sealing", "Text", "WebAddresses"),
    module(
      "PantherTools", "Cleaning", "Concurrency", "JSON", "Logging", "MCP", "Panther", "Sealing", "SQLGuard", "Text",
      "YAML", embedding: ["View/Page"]),
    module("PantherDemo", "JSON", "Panther", "Text", "YAML"),
    module("Audit", "Cleaning", "JSON", "Logging", "MCP", "Sealing", "Stdio", "Text", "YAML"),
    module(
      "StreamableHTTP", "Cleaning", "Concurrency", "HTTPServer", "JSON", "Logging", "MCP", "Sealing", "Text",
      "WebAddresses"),
    program(
      "mcp-panther", "Audit", "Cleaning", "ConfigurationText", "HTTPServer", "JSON", "Logging", "MCP", "Panther",
      "PantherDemo", "PantherTools", "Sealing", "Stdio", "StreamableHTTP", "TerminalText", "Text", "WebAddresses"),
    program("Benchmark", "Cleaning", "JSON"),
    program(
      "Fuzz", "Audit", "HTTPServer", "JSON", "Logging", "MCP", "Panther", "PantherDemo", "PantherTools", "Sealing",
      "StreamableHTTP"),
    .target(name: "TestSupport", dependencies: ["Concurrency"], path: "Tests/Support", swiftSettings: settings),
    tests("ConcurrencyTests", "Concurrency"),
    tests("WebAddressesTests", "WebAddresses"),
    tests("TextTests", "Text"),
    tests("JSONTests", "JSON"),
    tests("CleaningTests", "Cleaning", "JSON", "Text"),
    tests("SealingTests", "JSON", "Sealing"),
    tests("SQLGuardTests", "SQLGuard"),
    tests("YAMLTests", "JSON", "YAML"),
    tests("ConfigurationTextTests", "ConfigurationText", "JSON"),
    tests("TerminalTextTests", "JSON", "TerminalText"),
    tests("LoggingTests", "Cleaning", "Logging"),
    tests("AuditTests", "Audit", "Cleaning", "JSON", "Logging", "Sealing", "YAML"),
    tests("HTTPServerTests", "HTTPServer", "Text"),
    tests("MCPTests", "Cleaning", "JSON", "Logging", "MCP", "Sealing"),
    tests("PantherTests", "Cleaning", "JSON", "Panther"),
    tests("PantherDemoTests", "JSON", "Panther", "PantherDemo"),
    tests(
      "PantherToolsTests", "Cleaning", "JSON", "Logging", "MCP", "Panther", "PantherDemo", "PantherTools", "Sealing",
      "SQLGuard", "Text",
      exclude: ["Snapshots"]),
    tests("ViewTests", "JSON", "PantherTools", "mcp-panther", exclude: ["Page"]),
    tests("StreamableHTTPTests", "HTTPServer", "JSON", "Logging", "MCP", "Sealing", "StreamableHTTP"),
    tests(
      "EndToEndTests", "Audit", "ConfigurationText", "JSON", "Logging", "MCP", "Panther", "PantherTools", "Stdio",
      "mcp-panther",
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)

// The image is built without the tests.
if !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests") {
  package.targets.removeAll { $0.isTest || $0.name == "TestSupport" }
}
