import Foundation

extension Bench {
  /// A server waits for hours between calls, and must not wake a laptop's processor meanwhile.
  static let idle = Measure(name: "idle") { launch in
    let server = try launch.conversation()
    try server.ask(ClientLine.request("tools/list"))
    // Worker threads of the run-time end after some seconds without work, which wakes them once.
    let fresh = server.wakeUps(afterSettling: 12, within: 5)
    try server.getAlerts(10)
    let used = server.wakeUps(afterSettling: 12, within: 5)
    return [
      Figure("wake-ups in 5 s before the first call", .atMost(0), "", fresh),
      Figure("wake-ups in 5 s after calls", .atMost(0), "", used),
    ]
  }
}

extension MeasuredServer {
  /// How often the server's threads wake up; a thread that ends meanwhile has woken up once to do so.
  fileprivate func wakeUps(afterSettling pause: UInt32, within seconds: UInt32) -> Double? {
    sleep(pause)
    guard let before = contextSwitches else { return nil }
    sleep(seconds)
    guard let after = contextSwitches else { return nil }
    let ended = before.keys.filter { after[$0] == nil }
    return after.reduce(Double(ended.count)) { $0 + $1.value - (before[$1.key] ?? 0) }
  }
}
