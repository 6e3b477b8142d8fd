import WebAddresses

/// A path of the REST API: literal parts stand, each interpolated value is percent-encoded within its one segment.
package struct Path: Sendable, Equatable {
  /// Percent-encoded, with a leading slash.
  package let text: String
  /// Why this path must not be sent: an empty id, or one that would climb to another resource.
  let problem: String?
}

extension Path: CustomStringConvertible {
  package var description: String { text }
}

extension Path: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = "/"
    fileprivate var problem: String?

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 40 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) {
      text += text.utf8.count == 1 && literal.hasPrefix("/") ? String(literal.dropFirst()) : literal
    }

    package mutating func appendInterpolation(_ id: String) {
      if id.isEmpty { problem = "An id in the path is empty." }
      text += id.percentEncoded
    }
  }

  package init(stringLiteral value: String) {
    var interpolation = StringInterpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
    interpolation.appendLiteral(value)
    self.init(stringInterpolation: interpolation)
  }

  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    // Percent-encoding does not help here: URL libraries and servers take %2E%2E for the dots that it stands for.
    let climbs = text.utf8.split(separator: UInt8(ascii: "/")).contains {
      $0.elementsEqual([0x2E]) || $0.elementsEqual([0x2E, 0x2E])
    }
    problem = stringInterpolation.problem ?? (climbs ? "An id in the path must not be \".\" or \"..\"." : nil)
  }
}
