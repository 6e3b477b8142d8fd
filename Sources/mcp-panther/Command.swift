import MCP
import Wire

/// A flag of the command line, and the variable that says the same.
enum Flag: String, CaseIterable {
  case demo = "--demo"
  case transport = "--transport"
  case logLevel = "--log-level"
  case logFile = "--log-file"
  case maxResultChars = "--max-result-chars"
  case readOnly = "--read-only"
  case toolsets = "--toolsets"
  case allow = "--allow"
  case block = "--block"
  case ask = "--ask"
  case matchToken = "--match-token"
  case noRedact = "--no-redact"
  case rateLimit = "--rate-limit"
  case auditLog = "--audit-log"
  case auditRequired = "--audit-required"
  case version = "--version"
  case help = "--help"

  /// The name of its value; nil for a switch.
  var value: String? {
    switch self {
    case .transport: "stdio"
    case .logLevel: "LEVEL"
    case .logFile, .auditLog: "FILE"
    case .maxResultChars, .rateLimit: "N"
    case .toolsets, .allow, .block, .ask: "LIST"
    case .demo, .readOnly, .matchToken, .noRedact, .auditRequired, .version, .help: nil
    }
  }

  var variable: String? {
    switch self {
    case .transport: "MCP_TRANSPORT"
    case .logLevel: "LOG_LEVEL"
    case .logFile: "MCP_LOG_FILE"
    case .maxResultChars: "PANTHER_MCP_MAX_RESULT_CHARS"
    case .readOnly: "PANTHER_MCP_READ_ONLY"
    case .toolsets: "PANTHER_MCP_TOOLSETS"
    case .allow: "PANTHER_MCP_ALLOW"
    case .block: "PANTHER_MCP_BLOCK"
    case .ask: "PANTHER_MCP_ASK"
    case .matchToken: "PANTHER_MCP_MATCH_TOKEN"
    case .noRedact: "PANTHER_MCP_NO_REDACT"
    case .rateLimit: "PANTHER_MCP_RATE_LIMIT"
    case .auditLog: "PANTHER_MCP_AUDIT_LOG"
    case .auditRequired: "PANTHER_MCP_AUDIT_REQUIRED"
    case .demo, .version, .help: nil
    }
  }

  var purpose: String {
    switch self {
    case .demo: "use the built-in demo instance: no account, no network (also PANTHER_INSTANCE_URL=demo)"
    case .transport: "how clients connect"
    case .logLevel: "debug, info, warning (default) or error"
    case .logFile: "log to this file instead of standard error"
    case .maxResultChars: "longest answer in characters (default 24000, 0 for no limit)"
    case .readOnly: "no tool that changes anything"
    case .toolsets: "only these areas (default all); LIST is comma-separated"
    case .allow: "these tools too: names of tools or areas, or effects (reads, spends, writes, destructive, all)"
    case .block: "never these; beats --toolsets and --allow"
    case .ask: "wait for a person's yes before these"
    case .matchToken: "list only what the token's permissions can serve"
    case .noRedact: "show secrets that stand in logs"
    case .rateLimit: "calls a second; a tenth of it for what spends or changes something (default no limit)"
    case .auditLog: "append one line of evidence per call to this file"
    case .auditRequired: "make no call that cannot be recorded"
    case .version: "print the version"
    case .help: "print this help"
    }
  }
}

/// What the command line asks for.
struct Command {
  enum Action {
    case serve
    case call(tool: String, arguments: JSON.Object)
    case version
    case help
  }

  let action: Action
  let settings: Settings

  init(_ words: [String], environment: [String: String]) throws(UsageError) {
    var flags: [Flag: String] = [:]
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      let name = ["-h": "--help", "-V": "--version"][parts[0]] ?? parts[0]
      guard let flag = Flag(rawValue: name) else {
        let near = Names.nearest(to: name, among: Flag.allCases.map(\.rawValue)).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("unknown flag \(name)\(near)")
      }
      switch (flag.value, parts.count > 1) {
      case (nil, false): flags[flag] = "true"
      case (nil, true): throw UsageError("\(name) takes no value")
      case (_?, true): flags[flag] = parts[1]
      case (let value?, false):
        guard let next = rest.popFirst() else { throw UsageError("\(name) needs a value: \(value)") }
        flags[flag] = next
      }
    }
    settings = try Settings(flags: flags, environment: environment)
    if flags[.help] != nil {
      action = .help
    } else if flags[.version] != nil {
      action = .version
    } else {
      action = try Self.action(operands)
    }
  }

  private static func action(_ operands: [String]) throws(UsageError) -> Action {
    switch operands.first {
    case nil: return .serve
    case "call":
      guard operands.count > 1 else { throw UsageError("call needs the name of a tool") }
      return .call(tool: operands[1], arguments: try arguments(operands.dropFirst(2)))
    case "help": return .help
    case let other?: throw UsageError("unknown command \(other); there is: call, help")
    }
  }

  /// One JSON object, or `name=value` words; the tool reads numbers and lists out of such strings itself.
  private static func arguments(_ words: ArraySlice<String>) throws(UsageError) -> JSON.Object {
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
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("\(word.prefix(80)) is neither a JSON object nor name=value")
      }
      arguments[String(parts[0])] = .string(String(parts[1]))
    }
    return arguments
  }

  private static func standardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}
