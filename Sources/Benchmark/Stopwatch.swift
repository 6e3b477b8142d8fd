/// The time since it was started.
struct Stopwatch {
  private let start = ContinuousClock.now

  static var started: Stopwatch { Stopwatch() }

  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
