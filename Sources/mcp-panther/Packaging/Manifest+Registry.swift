import JSON

extension Manifest {
  /// `server.json` of the MCP registry, schema 2025-12-11.
  ///
  /// - Parameter bundles: file names of the release's bundles, with their SHA-256 in hexadecimal.
  static func registry(bundles: [(name: String, digest: String)]) -> JSON {
    let image: JSON = [
      "registryType": "oci", "identifier": .string("\(Program.publishedImage):\(Program.version)"),
      "runtimeHint": "docker",
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

  /// The variables that a person must set, then those that say what the server does.
  private static var variables: [JSON] {
    let required = questions.filter { $0.field["required"] == true }.map { question -> JSON in
      [
        "name": .string(question.variable), "description": question.field["description"] ?? "", "isRequired": true,
        "isSecret": question.field["sensitive"] ?? false,
      ]
    }
    let optional = Flag.allCases.compactMap { flag -> JSON? in
      guard let name = flag.variable, name.hasPrefix("PANTHER_"), flag.value != .file else { return nil }
      return [
        "name": .string(name), "description": .string(flag.purpose), "isRequired": false,
        "format": flag.value == nil ? "boolean" : flag.value == .number ? "number" : "string",
      ]
    }
    return required + optional
  }
}
