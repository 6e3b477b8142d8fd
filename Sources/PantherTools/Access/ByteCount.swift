import Foundation

/// A number of bytes, in the form in which people write it: 500GB, 1.5 TB. A thousand of one unit make the next.
package struct ByteCount: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number.
  package let bytes: Int

  init(_ bytes: Int) {
    self.bytes = bytes
  }

  private static let units = ["", "K", "M", "G", "T", "P"]

  /// Reads a text; nil for what is no number of at least one byte.
  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    var unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
    if unit.hasSuffix("B") { unit.removeLast() }
    guard let number = Double(digits), let power = Self.units.firstIndex(of: unit) else { return nil }
    let bytes = number * pow(1000, Double(power))
    guard bytes >= 1, bytes <= 1e18 else { return nil }
    self.bytes = Int(bytes)
  }

  package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

  package var description: String {
    var (number, power) = (Double(bytes), 0)
    while number >= 1000, power + 1 < Self.units.count { (number, power) = (number / 1000, power + 1) }
    let rounded = (number * 100).rounded(.down) / 100
    return "\(rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)") \(Self.units[power])B"
  }
}
