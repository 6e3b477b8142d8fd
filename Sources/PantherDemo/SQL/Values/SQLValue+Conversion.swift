import Text

extension SQLValue {
  /// The value as a condition; nil for null.
  func truth() throws -> Bool? {
    switch self {
    case .null: return nil
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .real(let value): return value != 0
    case .text(let text) where text.lowercased() == "true": return true
    case .text(let text) where text.lowercased() == "false": return false
    default: throw SQLError("Boolean value '\(excerpt)' is not recognized")
    }
  }

  func asDouble() throws -> Double {
    guard let value = double else { throw SQLError("Numeric value '\(excerpt)' is not recognized") }
    return value
  }

  func asInstant() throws -> Instant {
    guard let value = instant else { throw SQLError("Timestamp '\(excerpt)' is not recognized") }
    return value
  }

  private var excerpt: String { (text ?? "null").beginning(60) }

  func cast(to type: SQLType, isTry: Bool) throws -> SQLValue {
    guard !isNull else { return .null }
    do {
      switch type {
      case .text: return text.map(SQLValue.text) ?? .null
      case .variant: return self
      case .bool: return try truth().map(SQLValue.bool) ?? .null
      case .real: return .real(try asDouble())
      case .int:
        if case .int = self { return self }
        if case .text(let text) = self, let exact = Int(text) { return .int(exact) }
        return SQLArithmetic.whole(try asDouble().rounded())
      case .time: return .time(try asInstant())
      case .date: return .date(try asInstant().floored(to: 86_400_000))
      }
    } catch {
      guard isTry else { throw error }
      return .null
    }
  }
}
