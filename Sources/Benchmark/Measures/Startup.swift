import Foundation

extension Bench {
  /// From the spawn to the replies that a host waits for before it shows anything.
  static let startup = Measure(name: "startup") { launch in
    var initialize: [Double] = []
    var list: [Double] = []
    let end = Stopwatch.started
    // A server that starts in milliseconds is started often, one that takes seconds only a few times.
    while initialize.count < 5 || initialize.count < 200 && end.seconds < 8 {
      let time = Stopwatch.started
      let server = try MeasuredServer(launch)
      try server.ask(ClientLine.initialize)
      initialize.append(time.seconds * 1000)
      server.send(ClientLine.initialized)
      try server.ask(ClientLine.request("tools/list"))
      list.append(time.seconds * 1000)
    }
    return [
      Figure("spawn to the reply to initialize", .atMost(7), "ms", initialize.median),
      Figure("spawn to the reply to tools/list", .atMost(9), "ms", list.median),
    ]
  }
}

extension [Double] {
  /// The value in the middle, by size; nil where there is none.
  fileprivate var median: Double? {
    isEmpty ? nil : sorted()[count / 2]
  }
}
