import Foundation

extension Bench {
  static let ping = Measure(name: "ping") { launch in
    let server = try launch.conversation()
    let count = 20_000
    let lines = (0..<count).map { Message.request("ping", id: $0) + "\n" }.joined()
    let time = Stopwatch.started
    server.sendMeanwhile(lines)
    for _ in 0..<count { try server.answer() }
    return [Reading("ping, pipelined", .atLeast(20_000), "/s", Double(count) / time.seconds)]
  }

  /// URLSession alone takes 0.35 ms of CPU for a request; the rest is ours.
  static let toolCall = Measure(name: "tool-call") { launch in
    let server = try launch.conversation()
    try server.getAlerts(200)
    let count = 2_000
    let (time, before) = (Stopwatch.started, server.cpuSeconds)
    try server.getAlerts(count)
    let (seconds, after) = (time.seconds, server.cpuSeconds)
    return [
      Reading(
        "CPU of a call, its HTTP request with it", .atMost(0.65), "ms",
        before.flatMap { before in after.map { ($0 - before) * 1000 / Double(count) } }),
      Reading("time of a call, one after another", .none, "ms", seconds * 1000 / Double(count)),
    ]
  }

  static let slowCalls = Measure(name: "slow-calls") { launch in
    let server = try launch.conversation()
    try server.getAlerts(1)
    let count = 50
    let time = Stopwatch.started
    for id in 0..<count {
      server.send(Message.call("get_alert", id: id, #"{"alert_id":"\#(StubPanther.slow)-\#(id)"}"#))
    }
    for _ in 0..<count { try server.answer(with: "LoginWithoutMFA") }
    return [Reading("50 calls of 300 ms at once", .atMost(0.6), "s", time.seconds)]
  }

  /// As wide a page as Panther gives, without a limit of ours but that of the line.
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
      Reading(
        "CPU of a page of 999 rows", .atMost(40), "ms",
        before.flatMap { before in after.map { ($0 - before) * 1000 / Double(count) } }),
      Reading("size of its answer", .none, "kB", Double(size) / 1000),
    ]
  }
}

extension Server {
  /// - Returns: the bytes of the answer.
  fileprivate func queryPage(_ id: Int) throws -> Int {
    let sql = "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 999"
    let arguments = #"{"sql":"\#(sql)","max_rows":999}"#
    return try ask(Message.call("query_data_lake", id: id, arguments), with: "ConsoleLogin").count
  }
}
