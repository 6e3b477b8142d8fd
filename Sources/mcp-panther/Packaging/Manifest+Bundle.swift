import JSON
import MCP
import PantherTools

extension Manifest {
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

  /// A prompt with marks where its arguments go, as bundles write them.
  private static func prompt(_ prompt: AnyPrompt<Call>) -> JSON {
    let marks = prompt.arguments.map { ($0.name, JSON.string("${arguments.\($0.name)}")) }
    // A prompt refuses the mark for an argument that takes no free text; then its summary stands for its text.
    let text =
      (try? prompt.text(JSON.Object(marks)))
      ?? "\(prompt.summary) \(marks.map { "\($0.0): \($0.1.string ?? "")" }.joined(separator: ", "))"
    return [
      "name": .string(prompt.name), "description": .string(prompt.summary),
      "arguments": JSON(prompt.arguments.map(\.name)), "text": .string(text),
    ]
  }
}
