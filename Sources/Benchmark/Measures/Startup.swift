import Foundation

extension Bench {
  /// From the spawn to the replies that a host waits for before it shows anything.
  static let startup = Measure(name: "startup") { launch in
    var initialize: [Double] = []
    var list: [Double] = []
    let end = Stopwatch.started
    // Many short runs for one that takes milliseconds, a few for one that takes seconds.
    while initialize.count < 5 || initialize.count < 200 && end.seconds < 8 {
      let time = Stopwatch.started
      let server = try Server(launch)
      try server.ask(Message.initialize)
      initialize.append(time.seconds * 1000)
      server.send(Message.initialized)
      try server.ask(Message.request("tools/list"))
      list.append(time.seconds * 1000)
    }
    return [
      Reading("spawn to the reply to initialize", .atMost(8), "ms", initialize.median),
      Reading("spawn to the reply to tools/list", .atMost(10), "ms", list.median),
    ]
  }
}

struct Stopwatch {
  private let start = ContinuousClock.now

  static var started: Stopwatch { Stopwatch() }

  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
