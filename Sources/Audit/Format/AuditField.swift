package import JSON

/// A member of a line of the audit log.
package struct AuditField: Sendable {
  /// What a member can be, by the names that Panther's log schemas have for it.
  package indirect enum Kind: Sendable {
    case string
    /// A time in UTC, as in RFC 3339.
    case timestamp
    case bigint
    case float
    /// Anything; its members have no fixed names.
    case json
    case strings
    case object([AuditField])
    case objects([AuditField])
  }

  /// The name of the member.
  package let name: String
  /// What it can be.
  package let kind: Kind
  /// What it says.
  package let meaning: String
  /// How it may look.
  package let example: JSON
  /// Which of Panther's indicators a value is, such as `ip`.
  package let indicators: [String]
  /// Whether it stands in every line of its record.
  package let isAlwaysThere: Bool

  /// Declares a member that stands in every line of its record.
  init(_ name: String, _ kind: Kind, _ meaning: String, _ example: JSON, indicators: [String] = []) {
    (self.name, self.kind, self.meaning, self.example) = (name, kind, meaning, example)
    (self.indicators, isAlwaysThere) = (indicators, true)
  }

  /// Declares a member that some lines of its record do not have.
  init(optional name: String, _ kind: Kind, _ meaning: String, _ example: JSON, indicators: [String] = []) {
    (self.name, self.kind, self.meaning, self.example) = (name, kind, meaning, example)
    (self.indicators, isAlwaysThere) = (indicators, false)
  }
}

/// A kind of line of the audit log.
package struct AuditRecord: Sendable {
  /// The value of its member `event`.
  package let event: String
  /// When it is written.
  package let occasion: String
  /// The members that it has besides those of every line, in their order.
  package let fields: [AuditField]
}
