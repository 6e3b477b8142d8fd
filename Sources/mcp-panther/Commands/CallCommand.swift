import Foundation
import JSON
import Logging
import MCP
import Panther
import PantherTools
import Stdio
import TerminalText

/// `mcp-panther call`: one call of a tool, without a client.
enum CallCommand: Subcommand {
  static let name = "call"
  static let operands = "TOOL [ARGUMENTS...]"
  static let purpose = "run one tool and print its answer"
  static let details = """
    ARGUMENTS is one JSON object, - for one on standard input, or name=value words. Several values of a list have
    commas between them, or the name before each. mcp-panther help TOOL says which arguments a tool takes.

    On a terminal the answer is shown for a person: tables that fit the window, times in UTC, charts. --wide shows ids
    and columns whole. A pipe gets one line of JSON, and so does a terminal with --json. Errors go to standard error.
    Nobody is asked (--ask): who types the command has decided.

      mcp-panther call list_alerts --demo severities=HIGH,CRITICAL start_date=24h
      mcp-panther call get_alert --demo '{"alert_id": "926f8ccbaf17c4eb8d433070641b2310"}'
      mcp-panther call query_data_lake --demo sql="SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 5"
      mcp-panther call list_alerts --demo | jq '.alerts.rows[][1]'
    """

  static var choices: [String] { Toolset.all.flatMap(\.tools).map(\.name) }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let tool = invocation.operands.first else {
      throw UsageError("call needs the name of a tool", advice: "mcp-panther tools")
    }
    let arguments = try arguments(of: tool, invocation.operands.dropFirst())
    let program = Program(invocation.settings, state: .amongCommands)
    let entry = ToolHelp.entry(tool)
    if let entry, program.surface.toolbox.tool(named: tool) == nil {
      throw ToolHelp.hidden(entry, by: invocation)
    }
    guard let result = try await result(of: tool, arguments, program, invocation) else {
      return ExitCode.interrupted.rawValue
    }
    let text = String(decoding: result.text, as: UTF8.self)
    guard !result.isError else {
      let isUsage = result.reason == .invalidArguments
      let hint = ShortIDs.areIn(arguments) ? "\n\(ShortIDs.hint)" : ""
      var advice: String?
      if isUsage {
        advice = "mcp-panther " + (entry.map { "help \($0.tool.name)" } ?? "tools")
      } else if program.problem != nil {
        advice = Help.wayOut
      }
      show(error: NamedValues(entry: entry).shown(text) + hint, advice, invocation)
      return (isUsage ? ExitCode.usage : .failed).rawValue
    }
    if program.configuration.isDemo, entry?.tool.effect.changes == true {
      standardError("The demo instance forgets this change when the command ends.")
    }
    guard Terminal.isOutput, invocation.flags[.json] == nil, let answer = try? JSON(parsing: text) else {
      standardOutput(text)
      return ExitCode.done.rawValue
    }
    let screen = Terminal.screen(invocation, now: program.demoTime ?? Date())
    let shown = AnswerText(
      answer, of: entry?.tool.name ?? tool, on: screen, hint: NamedValues(entry: entry).shown
    ) { other, arguments in
      invocation.commandLine(calling: other ?? tool, arguments)
    }
    standardOutput(shown.lines, on: screen)
    return ExitCode.done.rawValue
  }

  /// Reads the arguments of a tool. What is wrong with them, its own help explains.
  private static func arguments(of tool: String, _ words: ArraySlice<String>) throws(UsageError) -> JSON.Object {
    let schema = ToolHelp.entry(tool)?.tool.inputSchema
    let lists = (schema?["properties"]?.object?.members ?? []).filter { $0.value["type"] == "array" }.map(\.key)
    do throws(UsageError) {
      return try ArgumentWords.read(words, lists: Set(lists)) { name in
        schema?["properties"]?[name].map { ToolHelp.type($0) }
      }
    } catch {
      guard schema != nil else { throw error }
      let only = schema?["required"]?.array.flatMap { $0.count == 1 ? $0[0].string : nil }
      let hint = words.count == 1 ? only.map { ". Write \($0)=..." } : nil
      throw UsageError(error.description + (hint ?? ""), advice: "mcp-panther help \(tool)")
    }
  }

  /// Makes the call. Who waits sees for how long, and can interrupt it; then its queries are cancelled, too.
  ///
  /// - Returns: nil when the person has interrupted it.
  private static func result(
    of tool: String, _ arguments: JSON.Object, _ program: Program, _ invocation: Invocation
  ) async throws -> ToolResult? {
    let toolbox = program.surface.toolbox
    let line = Terminal.isError ? WaitingLine(on: Terminal.screen(invocation, of: STDERR_FILENO)) : nil
    let call = Task { try await toolbox.call(tool, arguments, progress: CallProgress { line?.report($0) }) }
    let signals = SignalWatcher([SIGINT, SIGTERM]) { _ in
      // Who asks twice does not want to wait for anything.
      if call.isCancelled { _exit(ExitCode.interrupted.rawValue) }
      call.cancel()
      // An instance that does not answer must not hold up who wants to leave.
      Task {
        try await Task.sleep(for: .milliseconds(500))
        if Terminal.isError { standardError("\rStopping what runs there. Ctrl-C again leaves at once.") }
        try await Task.sleep(for: .milliseconds(2_500))
        _exit(ExitCode.interrupted.rawValue)
      }
    }
    let waiting = Task { try await line?.show() }
    defer {
      waiting.cancel()
      line?.clear()
      program.log.flush()
      withExtendedLifetime(signals) {}
    }
    do {
      return try await call.value
    } catch is CancellationError {
      // The cancellation of a query needs a moment to be sent.
      try? await Task.sleep(for: .milliseconds(200))
      return nil
    }
  }

  /// - Parameter advice: the commands to try, where there are any.
  private static func show(error text: String, _ advice: String?, _ invocation: Invocation) {
    guard Terminal.isError else {
      standardError(text + (advice.map { "\nTry: \($0)" } ?? ""))
      return
    }
    let screen = Terminal.screen(invocation, of: STDERR_FILENO)
    var lines = screen.paragraph("Error", text, nameStyle: .strongRed)
    if let advice { lines += screen.paragraph("Try", advice, nameStyle: .dim) }
    standardError(lines, on: screen)
  }
}

extension Invocation {
  /// The command line of another call, with the flags of this one.
  fileprivate func commandLine(calling tool: String, _ arguments: JSON.Object) -> String {
    let flags = Flag.allCases.compactMap { flag in
      self.flags[flag].map { flag.value == nil ? [flag.rawValue] : [flag.rawValue, $0] }
    }
    let words = [CommandLine.arguments[0], CallCommand.name, tool] + flags.flatMap(\.self)
    return Quoting.shell(words + ArgumentWords.words(of: arguments))
  }
}
