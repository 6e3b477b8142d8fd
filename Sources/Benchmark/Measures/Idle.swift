import Foundation

extension Bench {
  /// A server waits for hours between calls: it must not wake a laptop.
  static let idle = Measure(name: "idle") { launch in
    let server = try launch.conversation()
    try server.ask(Message.request("tools/list"))
    let fresh = server.wakeUps(afterSettling: 1, within: 5)
    try server.getAlerts(10)
    // Worker threads of the run-time end after some seconds without work, once.
    let used = server.wakeUps(afterSettling: 12, within: 5)
    return [
      Reading("wake-ups in 5 s before the first call", .atMost(0), "", fresh),
      Reading("wake-ups in 5 s after calls", .atMost(0), "", used),
    ]
  }
}

extension Server {
  fileprivate func wakeUps(afterSettling pause: UInt32, within seconds: UInt32) -> Double? {
    sleep(pause)
    let before = contextSwitches
    sleep(seconds)
    let after = contextSwitches
    return before.flatMap { before in after.map { $0 - before } }
  }
}
