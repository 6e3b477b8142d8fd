import Foundation
import MCP
import Wire

/// `mcp-panther call`: runs one tool and prints its answer, for people and scripts.
/// - Returns: the exit code, 1 when the tool reported an error.
func call(_ tool: String, _ arguments: JSON.Object, _ program: Program) async -> Int32 {
  do {
    let result = try await program.toolbox.call(tool, arguments)
    let text = String(decoding: result.text, as: UTF8.self)
    guard !result.isError else {
      standardError(text)
      return 1
    }
    let isTerminal = isatty(STDOUT_FILENO) == 1
    print(isTerminal ? (try? JSON(parsing: text))?.formatted() ?? text : text)
    return 0
  } catch {
    standardError("The call was cancelled.")
    return 1
  }
}
