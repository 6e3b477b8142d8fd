import Foundation

extension Bench {
  /// Marks that stand in the worst order after one letter. To compare two strings, Swift puts marks into order by an
  /// insertion sort, so a program that does not guard against them takes the square of their number.
  static let hostileStrings = Measure(name: "hostile-strings", isComparable: false) { launch in
    let server = try launch.conversation()
    var slowest = (seconds: 0.0, growth: 0.0)
    for place in places {
      let small = try server.fastest(of: 3, place(marks(60_000)))
      let large = try server.fastest(of: 3, place(marks(240_000)))
      slowest.seconds = max(slowest.seconds, large)
      // What takes a few milliseconds says more about the machine than about the program.
      slowest.growth = max(slowest.growth, large / max(small, 0.005))
    }
    return [
      Figure("hostile string of 240 KB, slowest place", .atMost(600), "ms", slowest.seconds * 1000),
      Figure("growth of time with four times its length", .atMost(8), "times", slowest.growth),
    ]
  }

  /// One long run for the first half, and many short ones for the second: a joiner ends a run.
  private static func marks(_ bytes: Int) -> String {
    let pair = "\u{301}\u{323}"
    let short = String(repeating: pair, count: 25) + "\u{34F}"
    return "a" + String(repeating: pair, count: bytes / 8) + String(repeating: short, count: bytes / 204)
  }

  /// Requests with a text from outside in each place that has one.
  private static let places: [@Sendable (String) -> String] = [
    { #"{"jsonrpc":"2.0","id":1,"method":"\#($0)"}"# },
    { #"{"jsonrpc":"2.0","id":"\#($0)","method":"ping"}"# },
    { #"{"jsonrpc":"\#($0)","id":1,"method":"ping"}"# },
    { #"{"jsonrpc":"2.0","id":1,"method":"ping","\#($0)":1}"# },
    { ClientLine.request("ping", #"{"\#($0)1":1,"\#($0)2":1,"\#($0)3":1}"#) },
    { ClientLine.request("tools/list", #"{"_meta":{"progressToken":"\#($0)","\#($0)":1}}"#) },
    { ClientLine.call($0, "{}") },
    { ClientLine.call("list_alerts", #"{"\#($0)":1}"#) },
    { ClientLine.call("list_alerts", #"{"severities":["\#($0)"]}"#) },
    { ClientLine.call("list_alerts", #"{"start_date":"\#($0)"}"#) },
    { ClientLine.call("list_alerts", #"{"cursor":"\#($0)"}"#) },
    { ClientLine.call("query_data_lake", #"{"sql":"SELECT '\#($0)' FROM \#($0)"}"#) },
    { ClientLine.request("prompts/get", #"{"name":"\#($0)"}"#) },
    { ClientLine.request("resources/read", #"{"uri":"panther://alerts/\#($0)"}"#) },
    {
      ClientLine.request(
        "completion/complete",
        #"{"ref":{"type":"ref/prompt","name":"\#($0)"},"argument":{"name":"\#($0)","value":"\#($0)"}}"#)
    },
  ]
}

extension MeasuredServer {
  /// The seconds until a request is answered, the least of some tries. An error is an answer, too.
  fileprivate func fastest(of tries: Int, _ line: String) throws -> Double {
    var best = Double.infinity
    for _ in 0..<tries {
      let time = Stopwatch.started
      try ask(line, with: #""jsonrpc""#)
      best = min(best, time.seconds)
    }
    return best
  }
}
