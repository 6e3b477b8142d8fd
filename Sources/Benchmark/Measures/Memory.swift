import Foundation

extension Bench {
  static let memory = Measure(name: "memory") { launch in
    let server = try launch.conversation()
    try server.ask(Message.request("tools/list"))
    usleep(200_000)
    let before = server.residentMB
    try server.getAlerts(1000)
    return [
      Reading("resident memory before the first call", .atMost(20), "MB", before),
      Reading("resident memory after 1,000 calls", .atMost(35), "MB", server.residentMB),
      Reading("threads then", .none, "", server.threads),
    ]
  }

  /// Memory must not grow with the number of calls; 155 bytes for each, 2.8 MB here, are lost inside Foundation on Linux,
  /// which gives the parts of a parsed URL to nobody (`CFURLSessionCurlHostIsEqual`).
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
      Reading("growth of memory from 2,000 to 20,000 calls", .atMost(4), "MB", growth),
      Reading("resident memory after 20,000 calls", .none, "MB", late),
      Reading("calls one after another", .none, "/s", 18_000 / seconds),
    ]
  }
}

extension Server {
  /// Calls `get_alert` so many times, one after another.
  func getAlerts(_ count: Int) throws {
    for id in 0..<count {
      try ask(Message.call("get_alert", id: id, #"{"alert_id":"a-\#(id)"}"#), with: "LoginWithoutMFA")
    }
  }
}
