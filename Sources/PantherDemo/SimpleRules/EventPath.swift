import JSON

/// The place of a value in an event.
struct EventPath: Sendable {
  enum Step: Sendable, Equatable {
    case name(String)
    case position(Int)
    /// `[*]`: every element of a list.
    case every
  }

  let steps: [Step]

  /// Whether the path goes through every element of a list.
  var hasEvery: Bool { steps.contains(.every) }

  /// The value at the path; null where there is none.
  func value(in event: JSON) -> JSON { Self.value(steps[...], in: event) }

  private static func value(_ steps: ArraySlice<Step>, in value: JSON) -> JSON {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    if step == .every {
      guard let items = value.array else { return .null }
      return .array(items.map { self.value(rest, in: $0) })
    }
    guard let next = member(step, of: value) else { return .null }
    return self.value(rest, in: next)
  }

  /// Whether the event has the path, whatever the value there is.
  func exists(in event: JSON) -> Bool {
    var value = event
    for step in steps {
      guard let next = Self.member(step, of: value) else { return false }
      value = next
    }
    return true
  }

  /// The case of names does not matter: the data lake writes the names of columns in lower case, logs do not.
  private static func member(_ step: Step, of value: JSON) -> JSON? {
    switch step {
    case .name(let name):
      guard let object = value.object else { return nil }
      if let exact = object[name] { return exact }
      let folded = name.lowercased()
      return object.members.first { $0.key.utf8.count == name.utf8.count && $0.key.lowercased() == folded }?.value
    case .position(let position):
      guard let items = value.array, items.indices.contains(position) else { return nil }
      return items[position]
    case .every: return nil
    }
  }
}

// MARK: - Reading

extension EventPath {
  /// Reads a path such as `a.b[0].c`, `a[*].b` or `a['b.c']`; nil for any other text.
  init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 2000 else { return nil }
    var rest = text[...]
    var steps: [Step] = []
    while !rest.isEmpty {
      if rest.first == "." { rest.removeFirst() }
      guard let step = Self.bracket(&rest) ?? Self.name(&rest) else { return nil }
      steps.append(step)
    }
    self.steps = steps
  }

  private static func name(_ rest: inout Substring) -> Step? {
    let name = rest.prefix { !".[]'\"".contains($0) }
    guard !name.isEmpty else { return nil }
    rest = rest.dropFirst(name.count)
    return .name(String(name))
  }

  private static func bracket(_ rest: inout Substring) -> Step? {
    let isInBrackets = rest.first == "["
    let content = isInBrackets ? rest.dropFirst() : rest
    if let quote = content.first, quote == "'" || quote == "\"" {
      let name = content.dropFirst().prefix { $0 != quote }
      rest = content.dropFirst(name.count + 1)
      guard !name.isEmpty, rest.popFirst() == quote, !isInBrackets || rest.popFirst() == "]" else { return nil }
      return .name(String(name))
    }
    guard isInBrackets else { return nil }
    let inner = content.prefix { $0 != "]" }
    let isNumber = inner.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let step: Step = inner == "*" ? .every : isNumber ? Int(inner).map(Step.position) : nil else { return nil }
    rest = content.dropFirst(inner.count)
    return rest.popFirst() == "]" ? step : nil
  }
}
