import Foundation
import MCP
import PantherTools
import JSON

/// The files of packages, made from the declarations that also serve.
enum Manifest {
  static let registryName = "io.github.panther-labs/mcp-panther"
  static let repository = "https://github.com/panther-labs/mcp-panther"
  /// At most 100 characters, says the registry.
  static let summary = "Triage alerts, hunt through logs, and read and tune detections of a Panther security instance."

  /// What a person fills in when installing: a variable each.
  private static let questions: [(key: String, variable: String, field: JSON)] = [
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

  /// `manifest.json` of an MCP bundle, version 0.3; the program lies in `server/` beside it.
  ///
  /// - Parameter platform: darwin or linux.
  static func bundle(platform: String) -> JSON {
    let variables = questions.map { ($0.variable, JSON.string("${user_config.\($0.key)}")) }
    return [
      "manifest_version": "0.3",
      "name": "mcp-panther",
      "display_name": "Panther",
      "version": .string(Program.version),
      "description": .string(summary),
      "author": ["name": "Panther Labs", "url": "https://panther.com"],
      "repository": ["type": "git", "url": .string("\(repository).git")],
      "homepage": .string(repository),
      "documentation": .string("\(repository)#readme"),
      "support": .string("\(repository)/issues"),
      "license": "Apache-2.0",
      "keywords": ["security", "siem", "detections", "alerts", "panther"],
      "server": [
        "type": "binary",
        "entry_point": "server/mcp-panther",
        "mcp_config": [
          "command": "${__dirname}/server/mcp-panther", "args": [], "env": .object(JSON.Object(variables)),
        ],
      ],
      "tools": .array(
        Toolset.all.flatMap(\.tools).map { ["name": .string($0.name), "description": .string($0.summary)] }),
      "prompts": .array(pantherPrompts.map(prompt)),
      "user_config": .object(JSON.Object(questions.map { ($0.key, $0.field) })),
      "compatibility": ["platforms": [.string(platform)]],
    ]
  }

  /// Its text with marks where arguments go, as bundles write them.
  private static func prompt(_ prompt: AnyPrompt<Call>) -> JSON {
    let marks = prompt.arguments.map { ($0.name, JSON.string("${arguments.\($0.name)}")) }
    // Arguments that are no free text refuse a mark.
    let text =
      (try? prompt.text(JSON.Object(marks)))
      ?? "\(prompt.summary) \(marks.map { "\($0.0): \($0.1.string ?? "")" }.joined(separator: ", "))"
    return [
      "name": .string(prompt.name), "description": .string(prompt.summary),
      "arguments": JSON(prompt.arguments.map(\.name)), "text": .string(text),
    ]
  }

  /// `server.json` of the MCP registry, schema 2025-12-11.
  ///
  /// - Parameter bundles: file names of the release's bundles, with their SHA-256 in hexadecimal.
  static func registry(bundles: [(name: String, digest: String)]) -> JSON {
    let image: JSON = [
      "registryType": "oci", "identifier": .string("\(Program.image):\(Program.version)"), "runtimeHint": "docker",
      "transport": ["type": "stdio"], "environmentVariables": .array(variables),
    ]
    let packages = bundles.map { bundle -> JSON in
      [
        "registryType": "mcpb",
        "identifier": .string("\(repository)/releases/download/v\(Program.version)/\(bundle.name)"),
        "fileSha256": .string(bundle.digest), "transport": ["type": "stdio"],
      ]
    }
    return [
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": .string(registryName),
      "title": "Panther",
      "description": .string(summary),
      "version": .string(Program.version),
      "repository": ["url": .string(repository), "source": "github"],
      "websiteUrl": .string(repository),
      "packages": .array([image] + packages),
    ]
  }

  /// Those that a person must set, then those that narrow what the server does.
  private static var variables: [JSON] {
    let required = questions.filter { $0.field["required"] == true }.map { question -> JSON in
      [
        "name": .string(question.variable), "description": question.field["description"] ?? "", "isRequired": true,
        "isSecret": question.field["sensitive"] ?? false,
      ]
    }
    let optional = Flag.allCases.compactMap { flag -> JSON? in
      guard let name = flag.variable, name.hasPrefix("PANTHER_"), !flag.isFile else { return nil }
      return [
        "name": .string(name), "description": .string(flag.purpose), "isRequired": false,
        "format": flag.value == nil ? "boolean" : flag.value == "N" ? "number" : "string",
      ]
    }
    return required + optional
  }
}
