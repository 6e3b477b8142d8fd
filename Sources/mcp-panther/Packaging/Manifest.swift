import JSON

/// The manifests of packages, made from the same declarations that clients are served with.
enum Manifest {
  static let registryName = "io.github.panther-labs/mcp-panther"
  static let repository = "https://github.com/panther-labs/mcp-panther"
  /// The registry allows 100 characters.
  static let summary = "Triage alerts, hunt through logs, and read and tune detections of a Panther security instance."

  /// What a person is asked for when installing: each answer becomes a variable.
  static let questions: [(key: String, variable: String, field: JSON)] = [
    (
      "instance_url", "PANTHER_INSTANCE_URL",
      [
        "type": "string", "title": "Panther instance URL", "required": true,
        "description":
          "The address of your Panther console, such as https://acme.runpanther.net; demo for sample data.",
      ]
    ),
    (
      "api_token", "PANTHER_API_TOKEN",
      [
        "type": "string", "title": "Panther API token", "required": true, "sensitive": true,
        "description":
          "Made in the Panther Console under Settings > API Tokens, with no more permissions than you need.",
      ]
    ),
    (
      "read_only", "PANTHER_MCP_READ_ONLY",
      [
        "type": "boolean", "title": "Read only", "required": false, "default": false,
        "description": "Leave out every tool that changes anything.",
      ]
    ),
  ]
}
