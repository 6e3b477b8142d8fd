import JSON

extension Bench {
  /// How fast lists of alerts are parsed and written, in this process.
  static let jsonSpeed = Measure(name: "json", isComparable: false) { _ in
    let list = SampleData.alerts(200)
    let text = list.bytes
    let rounds = 40
    let megabytes = Double(text.count * rounds) / 1e6
    var members = 0
    let parsing = Stopwatch.started
    for _ in 0..<rounds { members += try JSON(parsing: text).object?.count ?? 0 }
    let parsed = megabytes / parsing.seconds
    var bytes = 0
    let writing = Stopwatch.started
    for _ in 0..<rounds { bytes += list.bytes.count }
    let written = megabytes / writing.seconds
    guard members == 2 * rounds, bytes == text.count * rounds else { throw BenchmarkFailure("JSON went wrong") }
    return [
      Figure("JSON parsed", .atLeast(100), "MB/s", parsed),
      Figure("JSON written", .atLeast(200), "MB/s", written),
    ]
  }
}
