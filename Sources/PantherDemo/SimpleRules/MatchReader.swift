import JSON
import YAML

/// Reads match expressions from YAML. An error says where and what is wrong, as Panther would refuse it.
struct MatchReader {
  /// The member of the rule that holds the text: `detection`, `inlineFilters`, `dynamicSeverities`.
  let member: String
  /// Inline filters take only a part of the grammar.
  var isFilter = false

  private static let mostDepth = 15
  private static let keys = ["Key", "DeepKey", "KeyPath", "Enrichment"]
  private static let combinators: [String: MatchExpression.Combinator] = [
    "All": .all, "Any": .any, "OnlyOne": .onlyOne, "None": .none,
  ]
  private static let elements: [String: MatchExpression.Combinator] = [
    "AllElements": .all, "AnyElement": .any, "OnlyOneElement": .onlyOne, "NoElement": .none,
  ]

  func yaml(_ text: String) throws -> JSON {
    do {
      return try YAML.read(text)
    } catch {
      throw DemoError.badRequest("\(member) is not valid YAML: \(error)")
    }
  }

  /// The list of expressions in a text, which may stand under the key that it has in a file.
  func expressions(_ text: String) throws -> [MatchExpression] {
    var value = try yaml(text)
    if let object = value.object, object.count == 1, let key = object.keys.first,
      ["Detection", "MatchFilters", "InlineFilters"].contains(key)
    {
      value = object[key] ?? .null
    }
    return try list(value, member)
  }

  func list(_ value: JSON?, _ place: String, depth: Int = 0) throws -> [MatchExpression] {
    guard let items = value?.array else { throw error(place, "a list of match expressions is expected") }
    guard depth <= Self.mostDepth else { throw error(member, "the expressions are nested too deeply") }
    return try items.enumerated().map { try expression($1, "\(place)[\($0)]", depth) }
  }

  private func expression(_ value: JSON, _ place: String, _ depth: Int) throws -> MatchExpression {
    guard let object = value.object, let first = object.keys.first else {
      throw error(place, "a match expression must be a mapping")
    }
    if object.count == 1, let combinator = Self.combinators[first] {
      let parts = try list(object[first], "\(place).\(first)", depth: depth + 1)
      guard isFilter else { return .combined(combinator, parts) }
      guard first == "All" || first == "Any" else { throw error(place, "an inline filter cannot use \(first)") }
      return parts.isEmpty ? .always(true) : .combined(combinator, parts)
    }
    let known = Self.keys + ["Condition", "Value", "Values", "Expressions"]
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      throw error(place, "unknown key \"\(unknown)\"")
    }
    guard let condition = object["Condition"]?.string else { throw error(place, "Condition is missing") }
    return try read(condition, object, place, depth)
  }

  private func read(_ name: String, _ object: JSON.Object, _ place: String, _ depth: Int) throws -> MatchExpression {
    if name == "AlwaysTrue" || name == "AlwaysFalse" {
      guard object.count == 1, !isFilter else { throw error(place, "\(name) takes no key and no value") }
      return .always(name == "AlwaysTrue")
    }
    if let condition = MatchCondition.named[name] { return try compared(name, condition, object, place) }
    if name == "IsIn" || name == "IsNotIn" {
      let path = try path(name, with: "Values", object, place)
      guard let values = object["Values"]?.array, values.allSatisfy(Self.isScalar) else {
        throw error(place, "\(name) needs a list of values")
      }
      return filtered(path, .oneOf(path, values, isWanted: name == "IsIn"))
    }
    if let condition = ValueCondition(rawValue: name) {
      let path = try path(name, with: nil, object, place)
      return filtered(path, .value(path, condition))
    }
    if name == "Exists" || name == "DoesNotExist" {
      let path = try path(name, with: nil, object, place)
      guard !path.hasEvery else { throw error(place, "\(name) cannot go through [*]") }
      return .exists(path, isWanted: name == "Exists")
    }
    guard let combinator = Self.elements[name] else { throw error(place, "unknown condition \"\(name)\"") }
    guard !isFilter else { throw error(place, "\(name) is not for inline filters") }
    let path = try path(name, with: "Expressions", object, place)
    let parts = try list(object["Expressions"], "\(place).Expressions", depth: depth + 1)
    return .elements(path, combinator, parts)
  }

  private func compared(_ name: String, _ condition: MatchCondition, _ object: JSON.Object, _ place: String) throws
    -> MatchExpression
  {
    var object = object
    if let values = object["Values"]?.array, object["Value"] == nil {
      let isWithoutKey = !object.keys.contains { Self.keys.contains($0) }
      if isWithoutKey, !isFilter { return try comparedKeys(values, name, condition, place) }
      // One value may stand in a list.
      if values.count == 1 {
        object = JSON.Object(
          object.members.map { ($0.key == "Values" ? "Value" : $0.key, $0.key == "Values" ? values[0] : $0.value) })
      }
    }
    let path = try path(name, with: "Value", object, place)
    guard let value = object["Value"], Self.isScalar(value) else { throw error(place, "\(name) needs one value") }
    guard !condition.needsText || value.string != nil else { throw error(place, "\(name) needs a text") }
    guard condition.comparison != .isInNetwork || value.string.flatMap(IPNetwork.init) != nil else {
      throw error(place, "\(value.text) is not a CIDR block")
    }
    return filtered(path, .compared(path, condition, value))
  }

  private func comparedKeys(_ values: [JSON], _ name: String, _ condition: MatchCondition, _ place: String) throws
    -> MatchExpression
  {
    guard values.count == 2, let first = values[0].object, let second = values[1].object else {
      throw error(place, "\(name) without a key needs two keys in Values")
    }
    guard !condition.needsText else { throw error(place, "\(name) cannot compare two keys") }
    return .comparedKeys(try path(first, place), condition, try path(second, place))
  }

  private func filtered(_ path: EventPath, _ expression: MatchExpression) -> MatchExpression {
    isFilter && !path.hasEvery ? .filter(path, expression) : expression
  }

  private static func isScalar(_ value: JSON) -> Bool {
    switch value {
    case .bool, .number, .string: true
    case .null, .array, .object: false
    }
  }

  func error(_ place: String, _ reason: String) -> DemoError { DemoError.badRequest("\(place): \(reason)") }
}

// MARK: - Keys

extension MatchReader {
  /// The key of a condition that takes one member beside it, or none.
  private func path(_ name: String, with member: String?, _ object: JSON.Object, _ place: String) throws -> EventPath {
    let given = ["Value", "Values", "Expressions"].filter { object[$0] != nil }
    guard given == (member.map { [$0] } ?? []) else { throw error(place, "\(name) needs \(member ?? "no value")") }
    return try path(object, place)
  }

  func path(_ object: JSON.Object, _ place: String) throws -> EventPath {
    let given = Self.keys.filter { object[$0] != nil }
    guard given.count == 1, let value = object[given[0]] else {
      throw error(place, "exactly one of Key, DeepKey, KeyPath and Enrichment is needed")
    }
    switch given[0] {
    case "Key":
      guard let key = value.string, !key.isEmpty else { throw error(place, "Key must be a text that is not empty") }
      return EventPath(steps: [.name(key)])
    case "KeyPath": return try keyPath(value, place)
    case "DeepKey":
      let steps = value.array?.compactMap { $0.string.map(EventPath.Step.name) ?? $0.int.map(EventPath.Step.position) }
      guard let steps, !steps.isEmpty, steps.count == value.array?.count else {
        throw error(place, "DeepKey must be a list of names and positions")
      }
      return EventPath(steps: steps)
    default:
      guard let table = value["Table"]?.string, let selector = value["Selector"]?.string, value.object?.count == 3
      else {
        throw error(place, "Enrichment needs Table, Selector and FieldPath")
      }
      let field = try keyPath(value["FieldPath"] ?? .null, place)
      return EventPath(steps: [.name("p_enrichment"), .name(table), .name(selector)] + field.steps)
    }
  }

  private func keyPath(_ value: JSON, _ place: String) throws -> EventPath {
    guard let text = value.string, let path = EventPath(text) else {
      throw error(place, "the KeyPath \(value.text) cannot be read; a.b, a[0].b and a[*].b can")
    }
    return path
  }
}
