import JSON

/// One execution of a data lake query.
struct QueryRun {
  enum State {
    /// Answers `running` so many more times, then ends.
    case running(polls: Int)
    case ended, cancelled
  }

  let id: String
  let sql: String
  var name: String?
  let started: Moment
  var isScheduled = false
  let issuer: JSON
  var state: State
  /// The rows, or why there are none.
  let outcome: Result<SQLRelation, SQLError>

  var status: String {
    switch (state, outcome) {
    case (.running, _): "running"
    case (.cancelled, _): "cancelled"
    case (.ended, .success): "succeeded"
    case (.ended, .failure): "failed"
    }
  }

  var message: String {
    switch (state, outcome) {
    case (.running, _): "Query is running"
    case (.cancelled, _): "Query was cancelled"
    case (.ended, .success): "Query executed successfully"
    case (.ended, .failure(let error)): error.description
    }
  }
}

/// The queries that were started, and those of the days before. The oldest of this process are dropped.
struct QueryRuns {
  private static let mostKept = 40

  private(set) var all: [QueryRun]

  init(at now: Moment) {
    all = SampleLibrary.queries(at: now).prefix(3).enumerated().flatMap { number, query in
      (0..<3).map { day in
        QueryRun(
          id: stableID("run:\(number)/\(day)"), sql: query.string("sql"), name: query.string("name"),
          started: now.adding(minutes: -90 - number * 7 - day * 1440), isScheduled: true,
          issuer: Actor.user("liam.obrien"), state: .ended,
          outcome: number == 1 && day == 2
            ? .failure(SQLError("Warehouse was suspended"))
            : .success(SQLRelation(columns: ["n"], rows: [[.int(12 + number * 5 + day)]])))
      }
    }
  }

  mutating func add(_ run: QueryRun) {
    all.append(run)
    // Results stay in memory, so their number is bounded.
    let own = all.filter { !$0.isScheduled }
    if own.count > Self.mostKept, let oldest = own.first { all.removeAll { $0.id == oldest.id } }
  }

  func find(_ id: String) -> QueryRun? { all.first { $0.id == id } }

  /// The query as it is now; each look brings a running one nearer to its end.
  mutating func poll(_ id: String) -> QueryRun? {
    guard let index = all.firstIndex(where: { $0.id == id }) else { return nil }
    if case .running(let polls) = all[index].state {
      all[index].state = polls > 0 ? .running(polls: polls - 1) : .ended
    }
    return all[index]
  }

  /// - Returns: false when it does not run.
  mutating func cancel(_ id: String) -> Bool {
    guard let index = all.firstIndex(where: { $0.id == id }), case .running = all[index].state else { return false }
    all[index].state = .cancelled
    return true
  }
}
