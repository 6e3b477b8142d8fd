import Foundation
import JSON
import MCP

/// The time that an answer covers: the one that was asked for, or a default. The answer names it.
struct TimeWindow {
  let from: Date
  let to: Date
  private let now: Date

  /// Makes the window from what a caller gave.
  ///
  /// - Parameters:
  ///   - days: how many days the window has when no start is given.
  ///   - askedAt: the time that relative times count from.
  ///   - now: the time of the call, which the answer names.
  /// - Throws: `ArgumentError` when the window would be empty.
  init(
    _ start: TimeArgument?, _ end: TimeArgument?, days: Double, askedAt: Date, now: Date
  ) throws(ArgumentError) {
    self.now = now
    to = end?.end(askedAt) ?? askedAt
    from = start?.start(askedAt) ?? to.addingTimeInterval(-days * 86_400)
    guard from < askedAt || end != nil else {
      throw ArgumentError(["`start_date` (\(from.iso)) is in the future; now is \(askedAt.iso)."])
    }
    guard from < to else {
      throw ArgumentError(["`start_date` (\(from.iso)) must be before `end_date` (\(to.iso))."])
    }
  }

  /// Makes the window from the arguments of a call.
  init(_ start: TimeArgument?, _ end: TimeArgument?, days: Double, of call: Call) throws(ArgumentError) {
    try self.init(start, end, days: days, askedAt: call.askedAt, now: call.now)
  }

  /// The length in minutes.
  var minutes: Double { to.timeIntervalSince(from) / 60 }

  /// What an answer says of the window.
  var facts: JSON.Object {
    ["now": .string(now.iso), "window": ["from": .string(from.iso), "to": .string(to.iso)]]
  }
}
