import Foundation

/// What the process has used so far; nil on systems other than Linux, because they have no `/proc`.
extension MeasuredServer {
  /// The seconds of CPU, user and system, of all its threads, also of those that have ended.
  var cpuSeconds: Double? {
    #if os(Linux)
      var clock = clockid_t()
      var time = timespec()
      guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    #else
      return nil
    #endif
  }

  /// The resident memory in MB (10⁶ bytes). It is not read from `status`, which lags behind by some pages per core.
  var residentMB: Double? {
    number(after: "Rss:", in: "smaps_rollup").map { $0 * 1024 / 1e6 }
  }

  /// How often each of its threads has been put on or off a core, by thread.
  var contextSwitches: [String: Double]? {
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task") else {
      return nil
    }
    let labels = ["\nvoluntary_ctxt_switches:", "\nnonvoluntary_ctxt_switches:"]
    return threads.reduce(into: [:]) { counts, thread in
      counts[thread] = labels.compactMap { number(after: $0, in: "task/\(thread)/status") }.reduce(0, +)
    }
  }

  var threads: Double? { number(after: "Threads:", in: "status") }

  private func number(after label: String, in file: String) -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/\(file)", encoding: .utf8),
      let found = text.range(of: label)
    else { return nil }
    let line = text[found.upperBound...].prefix { $0 != "\n" }
    return line.split { $0 == " " || $0 == "\t" }.first.flatMap { Double($0) }
  }
}
