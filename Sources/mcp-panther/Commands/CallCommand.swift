import Logging
import Foundation
import MCP
import PantherTools
import JSON

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
    let arguments = try arguments(invocation.operands.dropFirst())
    let program = Program(invocation.settings)
    let waiting = Terminal.isError ? Task { try await showPatience() } : nil
    let result = try await program.toolbox.call(tool, arguments)
    waiting?.cancel()
    if waiting != nil { Terminal.clearLine() }
    program.log.flush()
    let text = String(decoding: result.text, as: UTF8.self)
    guard !result.isError else {
      standardError(text)
      return 1
    }
    print(Terminal.isOutput ? Terminal.show((try? JSON(parsing: text)) ?? .string(text)) : text)
    return 0
  }

  /// A line that a person who waits can look at.
  private static func showPatience() async throws {
    for seconds in 1... {
      try await Task.sleep(for: .seconds(1))
      Terminal.clearLine()
      FileHandle.standardError.write(Data("… \(seconds) s".utf8))
    }
  }

  /// The tool itself reads numbers and lists out of strings.
  static func arguments(_ words: ArraySlice<String>) throws(UsageError) -> JSON.Object {
    if words.count == 1, let text = words.first, text.first == "{" || text == "-" {
      let text = text == "-" ? standardInput() : text
      do throws(JSONError) {
        if case .object(let object) = try JSON(parsing: text) { return object }
      } catch {
        throw UsageError("the arguments are not JSON: \(error)")
      }
      throw UsageError("the arguments must be a JSON object")
    }
    var arguments: JSON.Object = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("\(word.prefix(80)) is neither a JSON object nor name=value")
      }
      switch arguments[parts[0]] {
      case nil: arguments[parts[0]] = .string(parts[1])
      case .array(let values)?: arguments[parts[0]] = .array(values + [.string(parts[1])])
      case let first?: arguments[parts[0]] = [first, .string(parts[1])]
      }
    }
    return arguments
  }

  private static func standardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}
