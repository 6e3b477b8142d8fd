import JSON

/// A condition of a simple rule about an event, or several that are combined.
///
/// The grammar is that of Panther's match expressions.
indirect enum MatchExpression: Sendable {
  case combined(Combinator, [MatchExpression])
  case always(Bool)
  case compared(EventPath, MatchCondition, JSON)
  case comparedKeys(EventPath, MatchCondition, EventPath)
  case oneOf(EventPath, [JSON], isWanted: Bool)
  case value(EventPath, ValueCondition)
  case exists(EventPath, isWanted: Bool)
  case elements(EventPath, Combinator, [MatchExpression])
  /// In an inline filter, a field that the event does not have passes.
  case filter(EventPath, MatchExpression)

  enum Combinator: Sendable {
    case all, any, onlyOne, none

    func holds(_ results: some Sequence<Bool>) -> Bool {
      switch self {
      case .all: results.allSatisfy { $0 }
      case .any: results.contains(true)
      case .onlyOne: results.reduce(0) { $1 ? $0 + 1 : $0 } == 1
      case .none: !results.contains(true)
      }
    }
  }

  func matches(_ event: JSON) -> Bool {
    switch self {
    case .combined(let combinator, let parts): combinator.holds(parts.lazy.map { $0.matches(event) })
    case .always(let result): result
    case .compared(let path, let condition, let wanted): condition.holds(path.value(in: event), wanted)
    case .comparedKeys(let path, let condition, let other):
      condition.holds(path.value(in: event), other.value(in: event))
    case .oneOf(let path, let values, let isWanted):
      Self.isOne(of: values, path.value(in: event)) == isWanted
    case .value(let path, let condition): condition.holds(path.value(in: event))
    case .exists(let path, let isWanted): path.exists(in: event) == isWanted
    case .elements(let path, let combinator, let parts):
      combinator.holds(
        (path.value(in: event).array ?? []).lazy.map { item in parts.allSatisfy { $0.matches(item) } })
    case .filter(let path, let inner): !path.exists(in: event) || inner.matches(event)
    }
  }

  private static func isOne(of values: [JSON], _ value: JSON) -> Bool {
    values.contains { EventValue.equal($0, value) }
  }
}
