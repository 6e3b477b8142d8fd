import JSON
import Logging
import MCP
import PantherTools

/// `mcp-panther call`: one call of a tool, without a client.
enum CallCommand: Subcommand {
  static let name = "call"
  static let operands = "TOOL [ARGUMENTS]"
  static let purpose = "run one tool and print its answer"
  static let details = """
    ARGUMENTS is one JSON object, - for one on standard input, or name=value words; a name given several times is a
    list. On a terminal lists come as tables, else the answer is one line of JSON. Exit code 1: the tool reported an
    error, on standard error. Nobody is asked (--ask): who types the command has decided.

      mcp-panther call list_alerts --demo severities=HIGH severities=CRITICAL start_date=24h
      mcp-panther call get_alert --demo '{"alert_id": "…"}'
      mcp-panther call query_data_lake --demo sql="SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 5"
    """

  static var choices: [String] { Toolset.all.flatMap(\.tools).map(\.name) }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let tool = invocation.operands.first else { throw UsageError("call needs the name of a tool") }
    let arguments = try ArgumentWords.read(invocation.operands.dropFirst())
    let program = Program(invocation.settings, state: .amongCommands)
    let waiting = Terminal.isError ? Task { try await showPatience() } : nil
    let result = try await program.surface.toolbox.call(tool, arguments)
    waiting?.cancel()
    if waiting != nil { Terminal.showInLine("") }
    program.log.flush()
    let text = String(decoding: result.text, as: UTF8.self)
    guard !result.isError else {
      standardError(text)
      return 1
    }
    standardOutput(Terminal.isOutput ? AnswerText((try? JSON(parsing: text)) ?? .string(text)).text : text)
    return 0
  }

  /// Shows a person who waits how long it has taken so far.
  private static func showPatience() async throws {
    for seconds in 1... {
      try await Task.sleep(for: .seconds(1))
      Terminal.showInLine("… \(seconds) s")
    }
  }
}
