import JSON

extension JSON {
  /// The same number without an empty fraction: Panther's GraphQL contract has counts as floats, 5.0 for five.
  var asWholeNumber: JSON { int.map { JSON($0) } ?? self }
}
