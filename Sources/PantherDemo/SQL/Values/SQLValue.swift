import JSON
import Text

/// A value of the data lake. The case `variant` holds only lists and objects.
enum SQLValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(String)
  case date(Instant)
  case time(Instant)
  case variant(JSON)

  /// The value of a member that a path such as `useridentity:userName` finds; null when it finds none.
  init(_ json: JSON?) {
    switch json {
    case nil, .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string: self = .text(json?.string ?? "")
    case .number(let number):
      self = Int(number.text).map(SQLValue.int) ?? number.double.map(SQLValue.real) ?? .text(number.text)
    case .array, .object: self = json.map(SQLValue.variant) ?? .null
    }
  }

  var json: JSON {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): JSON(value)
    case .real(let value): JSON(value)
    case .text(let value): .string(value)
    case .date(let value): .string(value.day)
    case .time(let value): .string(value.lake)
    case .variant(let value): value
    }
  }

  /// The longest text that a function or an operator may make, in bytes.
  static let longestText = 100_000

  /// A text that a function or an operator made, of at most `longestText` bytes. Without this limit a short statement
  /// could double a text again and again.
  static func bounded(_ text: String) throws -> SQLValue {
    guard text.utf8.count <= longestText else { throw SQLError.longText }
    return .text(text.readyToCompare)
  }

  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The value as a cast to a string gives it; nil for null.
  var text: String? {
    switch self {
    case .null: nil
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .real(let value): value.description
    case .text(let value): value
    case .date(let value): value.day
    case .time(let value): value.lake
    case .variant(let value): value.text
    }
  }

  /// The value as a number, also of a string that holds one; nil for everything else.
  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .real(let value): value
    case .text(let value): Double(value).flatMap { $0.isFinite ? $0 : nil }
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The value as a time, also of a string that holds one, of Unix seconds and of Unix milliseconds.
  var instant: Instant? {
    switch self {
    case .date(let value), .time(let value): value
    case .text(let value): Instant(parsing: value)
    case .int(let value):
      value.magnitude < 100_000_000_000 ? Instant(milliseconds: value * 1000) : Instant(milliseconds: value)
    default: nil
    }
  }

  /// The name of its type in `columnInfo`.
  var type: String {
    switch self {
    case .null, .text: "text"
    case .bool: "boolean"
    case .int: "fixed"
    case .real: "real"
    case .date: "date"
    case .time: "timestamp_ntz"
    case .variant(let value): value.array == nil ? "object" : "array"
    }
  }

  static func == (left: SQLValue, right: SQLValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.real(let left), .real(let right)): left == right
    case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
    case (.date(let left), .date(let right)), (.time(let left), .time(let right)): left == right
    case (.variant(let left), .variant(let right)): left == right
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .real(let value): hasher.combine(value)
    case .text(let value): hasher.combine(ExactText(value))
    case .date(let value), .time(let value): hasher.combine(value)
    case .variant(let value): hasher.combine(value.text)
    }
  }
}
