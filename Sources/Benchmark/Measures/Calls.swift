import Foundation

extension Bench {
  static let ping = Measure(name: "ping") { launch in
    let server = try launch.conversation()
    let count = 20_000
    let lines = (0..<count).map { ClientLine.request("ping", id: $0) + "\n" }.joined()
    let time = Stopwatch.started
    server.sendMeanwhile(lines)
    for _ in 0..<count { try server.answer() }
    return [Figure("ping, pipelined", .atLeast(300_000), "/s", Double(count) / time.seconds)]
  }

  /// URLSession alone takes 0.35 ms of the CPU time of a call. The rest is ours.
  static let toolCall = Measure(name: "tool-call") { launch in
    let server = try launch.conversation()
    try server.getAlerts(200)
    let count = 2_000
    let (time, before) = (Stopwatch.started, server.cpuSeconds)
    try server.getAlerts(count)
    let (seconds, after) = (time.seconds, server.cpuSeconds)
    return [
      Figure(
        "CPU of a call, its HTTP request with it", .atMost(0.65), "ms",
        before.flatMap { before in after.map { ($0 - before) * 1000 / Double(count) } }),
      Figure("time of a call, one after another", .none, "ms", seconds * 1000 / Double(count)),
    ]
  }

  static let slowCalls = Measure(name: "slow-calls") { launch in
    let server = try launch.conversation()
    try server.getAlerts(1)
    let count = 50
    let time = Stopwatch.started
    for id in 0..<count {
      server.send(ClientLine.call("get_alert", id: id, #"{"alert_id":"\#(StubPanther.slow)-\#(id)"}"#))
    }
    for _ in 0..<count { try server.answer(with: "LoginWithoutMFA") }
    return [Figure("50 calls of 300 ms at once", .atMost(0.6), "s", time.seconds)]
  }

  /// The largest page that Panther returns, without the limit of `PANTHER_MCP_MAX_RESULT_CHARS`.
  static let queryPage = Measure(name: "query-page") { launch in
    var launch = launch
    launch.environment["PANTHER_MCP_MAX_RESULT_CHARS"] = "0"
    let server = try launch.conversation()
    for id in 0..<3 { _ = try server.queryPage(id) }
    let count = 20
    let before = server.cpuSeconds
    var size = 0
    for id in 0..<count { size = try server.queryPage(id) }
    let after = server.cpuSeconds
    return [
      Figure(
        "CPU of a page of 999 rows", .atMost(12), "ms",
        before.flatMap { before in after.map { ($0 - before) * 1000 / Double(count) } }),
      Figure("size of its answer", .none, "kB", Double(size) / 1000),
    ]
  }
}

extension MeasuredServer {
  /// - Returns: the bytes of the answer.
  fileprivate func queryPage(_ id: Int) throws -> Int {
    let sql = "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 999"
    let arguments = #"{"sql":"\#(sql)","max_rows":999}"#
    return try ask(ClientLine.call("query_data_lake", id: id, arguments), with: "ConsoleLogin").count
  }
}
