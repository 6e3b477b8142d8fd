import Foundation

extension Bench {
  static let memory = Measure(name: "memory") { launch in
    let server = try launch.conversation()
    try server.ask(ClientLine.request("tools/list"))
    usleep(200_000)
    let before = server.residentMB
    try server.getAlerts(1000)
    return [
      Figure("resident memory before the first call", .atMost(16), "MB", before),
      Figure("resident memory after 1,000 calls", .atMost(24), "MB", server.residentMB),
      Figure("threads then", .none, "", server.threads),
    ]
  }

  /// Memory must not grow with the number of calls. On Linux, Foundation itself loses 155 bytes for each call, 2.8 MB
  /// here: `CFURLSessionCurlHostIsEqual` never frees the parts of a URL that it has parsed.
  static let manyCalls = Measure(name: "many-calls") { launch in
    let server = try launch.conversation()
    try server.getAlerts(2_000)
    let early = server.residentMB
    let time = Stopwatch.started
    try server.getAlerts(18_000)
    let seconds = time.seconds
    let late = server.residentMB
    let growth = early.flatMap { early in late.map { $0 - early } }
    return [
      Figure("growth of memory from 2,000 to 20,000 calls", .atMost(4), "MB", growth),
      Figure("resident memory after 20,000 calls", .none, "MB", late),
      Figure("calls one after another", .none, "/s", 18_000 / seconds),
    ]
  }
}

extension MeasuredServer {
  /// Calls `get_alert` so many times, one after another.
  func getAlerts(_ count: Int) throws {
    for id in 0..<count {
      try ask(ClientLine.call("get_alert", id: id, #"{"alert_id":"a-\#(id)"}"#), with: "LoginWithoutMFA")
    }
  }
}
