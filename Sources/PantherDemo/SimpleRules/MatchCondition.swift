import JSON

/// A condition that compares a value of an event with a given one.
struct MatchCondition: Sendable {
  enum Comparison: Sendable {
    case equals, startsWith, endsWith, contains, isGreater, isLess, isGreaterOrEqual, isLessOrEqual, isInNetwork
  }

  let comparison: Comparison
  var isNegated = false
  var ignoresCase = false

  func holds(_ value: JSON, _ wanted: JSON) -> Bool {
    let (value, wanted) =
      ignoresCase ? (EventValue.lowercased(value), EventValue.lowercased(wanted)) : (value, wanted)
    return compare(value, wanted) != isNegated
  }

  private func compare(_ value: JSON, _ wanted: JSON) -> Bool {
    switch comparison {
    case .equals: EventValue.equal(value, wanted)
    case .contains: EventValue.contains(value, wanted)
    case .isGreater: EventValue.isGreater(value, wanted)
    case .isLess: EventValue.isGreater(wanted, value)
    case .isGreaterOrEqual: EventValue.equal(value, wanted) || EventValue.isGreater(value, wanted)
    case .isLessOrEqual: EventValue.equal(value, wanted) || EventValue.isGreater(wanted, value)
    case .startsWith: (value.string ?? "").utf8.starts(with: (wanted.string ?? "").utf8)
    case .endsWith: (value.string ?? "").utf8.reversed().starts(with: (wanted.string ?? "").utf8.reversed())
    case .isInNetwork: Self.isInNetwork(value, wanted)
    }
  }

  private static func isInNetwork(_ value: JSON, _ wanted: JSON) -> Bool {
    guard let address = value.string.flatMap(IPAddress.init), let network = wanted.string.flatMap(IPNetwork.init)
    else { return false }
    return network.contains(address)
  }

  /// Whether the given value must be a text.
  var needsText: Bool {
    switch comparison {
    case .startsWith, .endsWith, .isInNetwork: true
    default: false
    }
  }

  static let named: [String: MatchCondition] = {
    var named: [String: MatchCondition] = [
      "IsGreaterThan": .init(comparison: .isGreater), "IsLessThan": .init(comparison: .isLess),
      "IsIPAddressInCIDR": .init(comparison: .isInNetwork),
      "IsIPAddressNotInCIDR": .init(comparison: .isInNetwork, isNegated: true),
    ]
    for ending in ["", "s"] {
      named["IsGreaterThanOrEqual" + ending] = .init(comparison: .isGreaterOrEqual)
      named["IsLessThanOrEqual" + ending] = .init(comparison: .isLessOrEqual)
    }
    let words: [(String, String, Comparison)] = [
      ("Equals", "DoesNotEqual", .equals), ("StartsWith", "DoesNotStartWith", .startsWith),
      ("EndsWith", "DoesNotEndWith", .endsWith), ("Contains", "DoesNotContain", .contains),
    ]
    for (name, opposite, comparison) in words {
      named[name] = .init(comparison: comparison)
      named[opposite] = .init(comparison: comparison, isNegated: true)
      named["I" + name] = .init(comparison: comparison, ignoresCase: true)
      named["I" + opposite] = .init(comparison: comparison, isNegated: true, ignoresCase: true)
    }
    return named
  }()
}

/// A condition about a value alone.
enum ValueCondition: String, Sendable {
  case isNull = "IsNull"
  case isNotNull = "IsNotNull"
  case isNullOrEmpty = "IsNullOrEmpty"
  case isNotNullOrEmpty = "IsNotNullOrEmpty"
  case isIPAddress = "IsIPAddress"
  case isIPv4Address = "IsIPv4Address"
  case isIPv6Address = "IsIPv6Address"
  case isIPAddressPublic = "IsIPAddressPublic"
  case isIPAddressPrivate = "IsIPAddressPrivate"

  func holds(_ value: JSON) -> Bool {
    let address = value.string.flatMap(IPAddress.init)
    switch self {
    case .isNull: return value.isNull
    case .isNotNull: return !value.isNull
    case .isNullOrEmpty: return Self.isEmpty(value)
    case .isNotNullOrEmpty: return !Self.isEmpty(value)
    case .isIPAddress: return address != nil
    case .isIPv4Address: return address?.bytes.count == 4
    case .isIPv6Address: return address?.bytes.count == 16
    case .isIPAddressPublic: return address?.isGlobal ?? false
    case .isIPAddressPrivate: return address?.isPrivate ?? false
    }
  }

  private static func isEmpty(_ value: JSON) -> Bool {
    value.isNull || value.string?.isEmpty ?? value.array?.isEmpty ?? value.object?.isEmpty ?? false
  }
}
