import JSON

/// An `Argument` of any type.
protocol AnyArgument {
  var name: String? { get }
  var purpose: String { get }
  var isRequired: Bool { get }
  /// Whether a call that goes on with a cursor may give another value than the first call.
  var isPerPage: Bool { get }
  /// Whether it names something exactly, by an id or name that was copied from an answer.
  var isExact: Bool { get }
  /// Whether it takes a cursor.
  var isPlace: Bool { get }
  /// The value when the caller gives none; nil for a required argument.
  var fallbackJSON: JSON? { get }
  var schema: JSON { get }
  /// What it takes, in words.
  var expectation: String { get }
  /// Fills the value in.
  /// - Parameter json: nil when the caller did not give it.
  /// - Throws: `Mismatch` for a value that the argument does not take.
  func fill(_ json: JSON?) throws(Mismatch)
}
