package import MCP

/// An area of tools that can be switched as one.
package struct Toolset: Sendable {
  package let name: String
  package let title: String
  package let tools: [AnyTool<Call>]

  /// All areas, in the order they are listed.
  package static let all = [
    Toolset(name: "alerts", title: "Alerts", tools: alertTools),
    Toolset(name: "ai", title: "AI triage", tools: aiTools),
    Toolset(name: "data_lake", title: "Data lake", tools: dataLakeTools),
  ]
}
