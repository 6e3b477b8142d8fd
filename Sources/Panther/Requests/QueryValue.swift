/// What may stand as the value of an item of a query.
package protocol QueryValue {
  /// The texts of the value. The key is repeated for each; with none the item is left out.
  var queryValues: [String] { get }
}

extension String: QueryValue {
  /// The string itself.
  package var queryValues: [String] { [self] }
}

extension Int: QueryValue {
  /// The number in decimal digits.
  package var queryValues: [String] { [String(self)] }
}

extension Bool: QueryValue {
  /// The word `true` or `false`.
  package var queryValues: [String] { [self ? "true" : "false"] }
}

extension [String]: QueryValue {
  /// The strings of the list.
  package var queryValues: [String] { self }
}

extension QueryValue where Self: RawRepresentable, RawValue == String {
  /// The raw value.
  package var queryValues: [String] { [rawValue] }
}
