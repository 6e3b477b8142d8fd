/// Text from outside, made ready for Swift's strings.
///
/// Swift compares strings by what Unicode takes for equal. For this it puts the marks that follow a letter into order,
/// by an insertion sort, each time that a string is compared, hashed, searched or split. Where the marks stand in the
/// worst order, the time is the square of their number: a hostile text of 250 KB, compared once, takes seconds.
extension String {
  /// Unicode's stream-safe text format (UAX #15) allows 30 marks after each other; no writing has as many.
  private static var longestRun: Int { 30 }

  /// The same text with its marks in order (the canonical order of Unicode, 3.11), where more than 30 follow one
  /// another. Whatever is done with it then takes time in proportion to its length.
  ///
  /// All text from outside that is looked at as a `String` passes through here. A text that nobody wrote to do harm
  /// comes back unchanged. Any other looks the same afterwards, and Unicode calls it the same text.
  @inlinable package var readyToCompare: String {
    utf8.count <= Self.shortText ? self : longTextReadyToCompare
  }

  /// The most bytes that are too few for a long run. A mark takes at least two.
  @usableFromInline static var shortText: Int { 60 }

  @usableFromInline var longTextReadyToCompare: String {
    mayHaveLongRun && hasLongRunOutOfOrder ? ordered : self
  }

  /// All bytes of a mark are beyond ASCII. This looks at few bytes of a text that is mostly ASCII.
  private var mayHaveLongRun: Bool {
    let length = 2 * (Self.longestRun + 1)
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      var start = 0
      while start + length <= bytes.count {
        guard let ascii = bytes[start..<start + length].lastIndex(where: { $0 < 0x80 }) else { return true }
        start = ascii + 1
      }
      return false
    }
    return found ?? true
  }

  private var hasLongRunOutOfOrder: Bool {
    var (length, last, isOrdered) = (0, UInt8(0), true)
    for scalar in unicodeScalars {
      let place = scalar.combiningClass
      if place == 0 {
        (length, last, isOrdered) = (0, 0, true)
      } else {
        isOrdered = isOrdered && last <= place
        (length, last) = (length + 1, place)
        if length > Self.longestRun, !isOrdered { return true }
      }
    }
    return false
  }

  private var ordered: String {
    // Appending several scalars to a view of a string costs time in proportion to the string, so this is an array.
    var text: [Unicode.Scalar] = []
    text.reserveCapacity(utf8.count / 2)
    var run: [Unicode.Scalar] = []
    // The marks of the run by their places, each place in the order in which they came.
    var marks = [[Unicode.Scalar]](repeating: [], count: 256)
    func endRun() {
      if run.count > Self.longestRun {
        for mark in run { marks[Int(mark.combiningClass)].append(mark) }
        for place in marks.indices where !marks[place].isEmpty {
          text.append(contentsOf: marks[place])
          marks[place].removeAll(keepingCapacity: true)
        }
      } else {
        text.append(contentsOf: run)
      }
      run.removeAll(keepingCapacity: true)
    }
    for scalar in unicodeScalars {
      if scalar.combiningClass == 0 {
        if !run.isEmpty { endRun() }
        text.append(scalar)
      } else {
        run.append(scalar)
      }
    }
    endRun()
    var ordered = String.UnicodeScalarView()
    ordered.reserveCapacity(utf8.count)
    for scalar in text { ordered.append(scalar) }
    return String(ordered)
  }
}

extension Unicode.Scalar {
  /// Which place a mark has among the marks after a letter; 0 for what is no such mark.
  fileprivate var combiningClass: UInt8 {
    // Latin letters, which are most of what is asked about, need no look-up.
    value < 0x300 ? 0 : properties.canonicalCombiningClass.rawValue
  }
}
