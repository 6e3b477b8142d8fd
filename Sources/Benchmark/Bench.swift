import Foundation

/// Runs the measures one after another and prints a table of their figures.
struct Bench {
  /// Something to measure on a running server, or in this process.
  struct Measure: Sendable {
    let name: String
    /// Whether another server can be measured by it, too.
    var isComparable = true
    let read: @Sendable (ServerLaunch) throws -> [Figure]
  }

  static let measures = [
    startup, memory, idle, ping, toolCall, slowCalls, queryPage, manyCalls, jsonSpeed, cleaningSpeed,
    hostileStrings,
  ]

  private let options: BenchmarkOptions
  private let stub: StubServer

  init(_ options: BenchmarkOptions) throws {
    self.options = options
    stub = try StubServer(StubPanther().answer)
  }

  /// - Returns: whether every budget is kept; always true where they are only reported.
  func run() throws -> Bool {
    let chosen = Self.measures.filter { measure in options.filter.map(measure.name.contains) ?? true }
    guard !chosen.isEmpty else {
      throw BenchmarkFailure("no such measure; there are \(Self.measures.map(\.name).joined(separator: ", "))")
    }
    line(["Budget", "", "Measured", "", options.beside == nil ? "" : "Beside"])
    var over: [Figure] = []
    for measure in chosen {
      let figures = try measure.read(ServerLaunch(options.server, stub.url))
      // Another server may not know the tool or may want more than the stub has; that is no failure of ours.
      let beside =
        measure.isComparable
        ? options.beside.flatMap { try? measure.read(ServerLaunch($0, stub.url)) } ?? [] : []
      for (index, figure) in figures.enumerated() {
        let other = beside.indices.contains(index) ? beside[index].valueText : options.beside == nil ? "" : "–"
        line([figure.name, figure.budgetText, figure.valueText, figure.verdict, other])
      }
      over += figures.filter(\.isOver)
    }
    line([over.isEmpty ? "All budgets are kept." : "\(over.count) budgets are not kept."])
    return over.isEmpty || options.onlyReports
  }

  private func line(_ cells: [String]) {
    let padded = zip(cells, [44, 16, 16, 14, 0]).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    // Not `print`, which keeps lines back until its buffer is full.
    FileHandle.standardOutput.write(Data("\(padded.joined())\n".utf8))
  }
}
