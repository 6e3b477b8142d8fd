/// Finds the entries of a table by the last three bytes of their texts, without regard to case.
///
/// What it is asked about is so frequent in logs, dots for example, that going through the whole table would be slow.
struct EndingIndex<Entry: Sendable>: Sendable {
  /// In the order of their places.
  private let entries: [Entry]
  /// For each place, where its entries begin; they end where those of the next place begin.
  private let starts: [UInt16]

  init(_ table: [Entry], by text: (Entry) -> StaticString) {
    let places = table.map { entry in
      let (start, count) = (text(entry).utf8Start, text(entry).utf8CodeUnitCount)
      return Self.place(start[count - 3], start[count - 2], start[count - 1])
    }
    // The first of the entries with the same ending comes first, so the order within a place must not change.
    let order = table.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    entries = order.map { table[$0] }
    var next = 0
    starts = (0...Self.places).map { place in
      while next < order.count, places[order[next]] < place { next += 1 }
      return UInt16(next)
    }
  }

  /// Whether an entry may end in these bytes.
  @inline(__always)
  func mayHold(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    let place = Self.place(first, second, third)
    return starts[place] != starts[place + 1]
  }

  /// Goes through the entries that may end in these bytes, mostly none, until one gives a result.
  @inline(__always)
  func first<Result>(
    endingIn first: UInt8, _ second: UInt8, _ third: UInt8, _ result: (Entry) -> Result?
  ) -> Result? {
    let place = Self.place(first, second, third)
    for index in Int(starts[place])..<Int(starts[place + 1]) {
      if let found = result(entries[index]) { return found }
    }
    return nil
  }

  /// One for each three letters, so that most of what is looked for is not found at the first look.
  private static var places: Int { 1 << 15 }

  @inline(__always)
  private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    Int(first & 0x1F) << 10 | Int(second & 0x1F) << 5 | Int(third & 0x1F)
  }
}
