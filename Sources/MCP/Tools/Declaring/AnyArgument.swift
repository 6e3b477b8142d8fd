import JSON

/// An `Argument` whose type is forgotten.
protocol AnyArgument {
  var name: String? { get }
  var purpose: String { get }
  var isRequired: Bool { get }
  var schema: JSON { get }
  /// - Parameter json: nil when the caller did not give it.
  func fill(_ json: JSON?) throws(Mismatch)
}
