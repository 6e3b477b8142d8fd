import JSON

/// What the value of an argument must satisfy beyond its type.
package struct ArgumentLimits<Value: Sendable>: Sendable {
  let schema: JSON.Object
  /// Words that follow the expectation of the type, such as " from 1 to 50".
  let words: String
  let allow: @Sendable (Value) -> Bool

  /// No limit beyond the type.
  package static var none: ArgumentLimits { ArgumentLimits(schema: [:], words: "") { _ in true } }
}

extension ArgumentLimits where Value == Int {
  /// Bounds a number.
  package static func range(_ range: ClosedRange<Int>) -> ArgumentLimits {
    ArgumentLimits(schema: range.schema, words: range.words) { range.contains($0) }
  }
}

extension ArgumentLimits where Value == Int? {
  /// Bounds a number that may be left out.
  package static func range(_ range: ClosedRange<Int>) -> ArgumentLimits {
    ArgumentLimits(schema: range.schema, words: range.words) { $0.map(range.contains) ?? true }
  }
}

extension ArgumentLimits {
  /// Bounds the number of values of a list.
  package static func count<Element>(_ range: ClosedRange<Int>) -> ArgumentLimits where Value == [Element] {
    ArgumentLimits(
      schema: ["minItems": JSON(range.lowerBound), "maxItems": JSON(range.upperBound)],
      words: " (\(range.lowerBound) to \(range.upperBound) of them)"
    ) { range.contains($0.count) }
  }
}

extension ClosedRange<Int> {
  fileprivate var words: String {
    upperBound == .max ? " of at least \(lowerBound)" : " from \(lowerBound) to \(upperBound)"
  }

  fileprivate var schema: JSON.Object {
    var schema: JSON.Object = ["minimum": JSON(lowerBound)]
    if upperBound != .max { schema["maximum"] = JSON(upperBound) }
    return schema
  }
}
