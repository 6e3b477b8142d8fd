extension JSON {
  /// A JSON number as it was written, so that 9007199254740993, 1e400 and 0.10 survive a round trip.
  package struct Number: Sendable, Hashable {
    /// The number in the grammar of RFC 8259.
    package let text: String

    /// Takes text that already follows the number grammar of RFC 8259.
    init(text: String) {
      self.text = text
    }

    /// A whole number, written in decimal digits.
    package init(_ value: some FixedWidthInteger) {
      text = String(value)
    }

    /// A finite double; infinities and NaN have no JSON form and become nil.
    package init?(_ value: Double) {
      guard value.isFinite else { return nil }
      text = value.description
    }

    /// The value when it is a whole number that fits, whether it was written as `100`, `100.0` or `1E2`.
    package var int: Int? {
      if let exact = Int(text) { return exact }
      guard let value = double, value.magnitude < 9_007_199_254_740_992 else { return nil }
      return Int(exactly: value)
    }

    /// The nearest double, or nil beyond its range.
    package var double: Double? {
      guard let value = Double(text), value.isFinite else { return nil }
      return value
    }
  }
}
