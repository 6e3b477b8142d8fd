import WebAddresses

/// A path of the REST API, written as a string literal. Each interpolated value is percent-encoded, so that it stays
/// within its one segment; the literal parts are sent as they are.
package struct Path: Sendable, Equatable {
  /// The path, percent-encoded, with a leading slash.
  package let text: String
  /// Why this path must not be sent: an id is empty, or would lead to another resource. Nil for a good path.
  let problem: String?
}

extension Path: CustomStringConvertible {
  /// The same as `text`.
  package var description: String { text }
}

extension Path: ExpressibleByStringInterpolation {
  /// Collects the parts of a path.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = "/"
    fileprivate var problem: String?

    /// Begins a path with a slash.
    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 40 * interpolationCount)
    }

    /// Adds a literal part as it is; the slash that a path begins with may be left out.
    package mutating func appendLiteral(_ literal: String) {
      text += text.utf8.count == 1 && literal.hasPrefix("/") ? String(literal.dropFirst()) : literal
    }

    /// Adds an id, percent-encoded.
    package mutating func appendInterpolation(_ id: String) {
      if id.isEmpty { problem = "An id in the path is empty." }
      text += id.percentEncoded
    }
  }

  /// Makes a path without ids.
  package init(stringLiteral value: String) {
    var interpolation = StringInterpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
    interpolation.appendLiteral(value)
    self.init(stringInterpolation: interpolation)
  }

  /// Makes a path with ids, and notes a problem with them.
  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    // Percent-encoding does not help here: URL libraries and servers read %2E%2E as two dots.
    let climbs = text.utf8.split(separator: UInt8(ascii: "/")).contains {
      $0.elementsEqual([0x2E]) || $0.elementsEqual([0x2E, 0x2E])
    }
    problem = stringInterpolation.problem ?? (climbs ? "An id in the path must not be \".\" or \"..\"." : nil)
  }
}
