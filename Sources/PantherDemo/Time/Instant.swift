/// A point in time in milliseconds since 1970, UTC. Arithmetic stops at the start of year 1 and the end of year 9999.
struct Instant: Hashable, Comparable, Sendable {
  let milliseconds: Int

  static let range = -62_135_596_800_000...253_402_300_799_999

  /// The end of the year 9999.
  static let latest = Instant(milliseconds: .max)

  init(milliseconds: Int) {
    self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
  }

  static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  func adding(milliseconds amount: Int) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(amount)
    return Instant(milliseconds: overflow ? (amount < 0 ? .min : .max) : sum)
  }

  func adding(seconds: Int) -> Instant { adding(count: seconds, of: 1000) }
  func adding(minutes: Int) -> Instant { adding(count: minutes, of: 60_000) }
  func adding(days: Int) -> Instant { adding(count: days, of: 86_400_000) }

  func adding(count: Int, of unit: Int) -> Instant {
    let (amount, overflow) = count.multipliedReportingOverflow(by: unit)
    return adding(milliseconds: overflow ? (count < 0 ? .min : .max) : amount)
  }

  /// The start of the slice that it lies in, when time since 1970 is cut into slices of `unit` milliseconds.
  func floored(to unit: Int) -> Instant {
    Instant(milliseconds: Self.floorDivide(milliseconds, max(1, unit)) * max(1, unit))
  }
}
