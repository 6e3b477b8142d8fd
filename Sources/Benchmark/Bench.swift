import Foundation

/// Runs the measures one after another and prints a table of what they read.
struct Bench {
  /// Something to measure on a running server, or in this process.
  struct Measure: Sendable {
    let name: String
    /// Whether another server can be measured by it, too.
    var isComparable = true
    let read: @Sendable (Launch) throws -> [Reading]
  }

  static let measures = [
    startup, memory, idle, ping, toolCall, slowCalls, queryPage, manyCalls, jsonSpeed,
  ]

  private let options: Options
  private let stub: StubServer

  init(_ options: Options) throws {
    self.options = options
    stub = try StubServer(StubPanther().answer)
  }

  /// - Returns: whether every budget is kept.
  func run() throws -> Bool {
    let chosen = Self.measures.filter { measure in options.filter.map(measure.name.contains) ?? true }
    guard !chosen.isEmpty else {
      throw Failure("no such measure; there are \(Self.measures.map(\.name).joined(separator: ", "))")
    }
    line(["Budget", "", "Measured", "", options.beside == nil ? "" : "Beside"])
    var isKept = true
    for measure in chosen {
      let readings = try measure.read(Launch(options.server, stub.url))
      // Another server may not know the tool or may want more than the stub has; that is no failure of ours.
      let beside =
        measure.isComparable
        ? options.beside.flatMap { try? measure.read(Launch($0, stub.url)) } ?? [] : []
      for (index, reading) in readings.enumerated() {
        let other = beside.indices.contains(index) ? beside[index].valueText : options.beside == nil ? "" : "–"
        line([reading.name, reading.budgetText, reading.valueText, reading.verdict, other])
        isKept = isKept && !reading.isOver
      }
    }
    return isKept
  }

  private func line(_ cells: [String]) {
    let padded = zip(cells, [44, 16, 16, 14, 0]).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    // At once, not when a buffer is full.
    FileHandle.standardOutput.write(Data("\(padded.joined())\n".utf8))
  }
}
