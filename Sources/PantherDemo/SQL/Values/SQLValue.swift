import JSON

/// A value of the data lake; `variant` holds only lists and objects.
enum SQLValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(String)
  case date(Moment)
  case time(Moment)
  case variant(JSON)

  /// What a path such as `useridentity:userName` finds.
  init(_ json: JSON?) {
    switch json {
    case nil, .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let value): self = .text(value)
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

  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// As a cast to a string gives it; nil for null.
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

  /// A number, also one that stands in a string; nil for what is none.
  var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .real(let value): value
    case .text(let value): Double(value).flatMap { $0.isFinite ? $0 : nil }
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// A time, also one that stands in a string or as Unix seconds or milliseconds.
  var moment: Moment? {
    switch self {
    case .date(let value), .time(let value): value
    case .text(let value): Moment(parsing: value)
    case .int(let value):
      value.magnitude < 100_000_000_000 ? Moment(milliseconds: value * 1000) : Moment(milliseconds: value)
    default: nil
    }
  }

  /// The name of the type in `columnInfo`.
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
    case .text(let value): hasher.combine(value)
    case .date(let value), .time(let value): hasher.combine(value)
    case .variant(let value): hasher.combine(value.text)
    }
  }
}
