enum Help {
  /// What a person sees who starts the server by hand.
  static let greeting = """
    mcp-panther \(Program.version) is an MCP server: it now waits for a client's messages on standard input.
    Put it into your MCP client's configuration, or try: mcp-panther call list_alerts --demo
    Help: mcp-panther --help. Leave: Ctrl-C.
    """

  static var text: String {
    let flags = Flag.allCases.map { flag in
      let usage = [flag.rawValue, flag.value].compactMap(\.self).joined(separator: " ")
      let variable = flag.variable.map { " [\($0)]" } ?? ""
      return "  \(usage.padded(to: 22))\(flag.purpose)\(variable)"
    }
    return """
      mcp-panther \(Program.version): lets an MCP client work with a Panther security instance.

      Usage:
        mcp-panther [FLAGS]                       serve one client over standard input and output
        mcp-panther call TOOL [ARGUMENTS] [FLAGS] run one tool and print its answer
        mcp-panther audit verify FILE...          check the chains of audit logs, the oldest file first
        mcp-panther help

      ARGUMENTS is one JSON object, - for one on standard input, or name=value words:
        mcp-panther call list_alerts --demo severities=HIGH,CRITICAL start_date=24h
        mcp-panther call get_alert --demo '{"alert_id": "…"}'

      Flags, and the variables that say the same:
      \(flags.joined(separator: "\n"))

      Variables for the instance:
        PANTHER_INSTANCE_URL            such as https://acme.runpanther.net, or demo
        PANTHER_API_TOKEN               its API token
        PANTHER_API_TOKEN_FILE          a file that holds the token, instead
        PANTHER_REST_API_URL            where the REST API is, if not where the instance says
        PANTHER_GQL_API_URL             where the GraphQL API is, if not where the instance says
        PANTHER_ALLOW_INSECURE_INSTANCE true allows plain http to a host that is not this one

      Exit codes: 0 done, 1 a tool reported an error or an audit log is broken, 64 wrong usage, 66 a file cannot be read.
      """
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
