extension SQLCompiler {
  /// Compiles a condition. A condition of SQL has three values: true, false and null.
  func condition(_ expression: SQLExpression) throws -> SQLEvaluation {
    switch expression {
    case .not(let value):
      let value = try compile(value)
      return { frame in try value(frame).truth().map { .bool(!$0) } ?? .null }
    case .all(let terms): return try chain(terms, decisive: false)
    case .any(let terms): return try chain(terms, decisive: true)
    case .isNull(let value):
      let value = try compile(value)
      return { frame in .bool(try value(frame).isNull) }
    case .between(let value, let low, let high):
      let (value, low, high) = (try compile(value), try compile(low), try compile(high))
      return { frame in
        let value = try value(frame)
        guard let fromLow = try SQLArithmetic.compare(value, low(frame)),
          let toHigh = try SQLArithmetic.compare(value, high(frame))
        else { return .null }
        return .bool(fromLow >= 0 && toHigh <= 0)
      }
    case .oneOf(let value, let items): return try membership(value, items)
    case .like(let value, let patterns, let foldsCase): return try like(value, patterns, foldsCase)
    case .choice(let subject, let cases, let otherwise): return try choice(subject, cases, otherwise)
    default: throw SQLError("unexpected expression")
    }
  }

  private func chain(_ terms: [SQLExpression], decisive: Bool) throws -> SQLEvaluation {
    let terms = try terms.map(compile)
    return { frame in
      var isUnknown = false
      for term in terms {
        switch try term(frame).truth() {
        case decisive: return .bool(decisive)
        case nil: isUnknown = true
        default: break
        }
      }
      return isUnknown ? .null : .bool(!decisive)
    }
  }

  private func membership(_ value: SQLExpression, _ items: [SQLExpression]) throws -> SQLEvaluation {
    let value = try compile(value)
    var constants: [SQLValue] = []
    var others: [SQLEvaluation] = []
    for item in items {
      if case .literal(let constant) = item { constants.append(constant) } else { others.append(try compile(item)) }
    }
    let set = SQLValueSet(constants)
    return { frame in
      let value = try value(frame)
      var result = try set.contains(value)
      for other in others where result != .bool(true) {
        guard let order = try SQLArithmetic.compare(value, other(frame)) else {
          result = .null
          continue
        }
        if order == 0 { result = .bool(true) }
      }
      return result
    }
  }

  private func like(_ value: SQLExpression, _ patterns: [SQLExpression], _ foldsCase: Bool) throws -> SQLEvaluation {
    let value = try compile(value)
    let patterns = try patterns.map(compile)
    return { frame in
      guard var text = try value(frame).text else { return .null }
      if foldsCase { text = text.lowercased() }
      for pattern in patterns {
        guard var pattern = try pattern(frame).text else { return .null }
        if foldsCase { pattern = pattern.lowercased() }
        if SQLLikePattern.matches(Array(text.unicodeScalars), Array(pattern.unicodeScalars)) { return .bool(true) }
      }
      return .bool(false)
    }
  }

  private func choice(_ subject: SQLExpression?, _ cases: [SQLChoice], _ otherwise: SQLExpression?) throws
    -> SQLEvaluation
  {
    let subject = try subject.map(compile)
    let cases = try cases.map { (try compile($0.condition), try compile($0.result)) }
    let otherwise = try otherwise.map(compile)
    return { frame in
      let value = try subject?(frame)
      for (condition, result) in cases {
        let tested = try condition(frame)
        let holds = try value.map { try SQLArithmetic.compare($0, tested) == 0 } ?? (tested.truth() == true)
        if holds { return try result(frame) }
      }
      return try otherwise?(frame) ?? .null
    }
  }
}
