/// The queries that were started in this process, and scheduled ones of the days before.
struct QueryHistory {
  /// The most queries of this process that are kept; the oldest go first.
  private static let mostKept = 40

  private(set) var all: [QueryRun]

  init(at now: Instant) {
    all = SampleLibrary.queries(at: now).prefix(3).enumerated().flatMap { number, query in
      (0..<3).map { day in
        QueryRun(
          id: stableID("run:\(number)/\(day)"), sql: query.string("sql"), name: query.string("name"),
          started: now.adding(minutes: -90 - number * 7 - day * 1440), isScheduled: true,
          issuer: ActorReference.user("liam.obrien"), state: .ended,
          outcome: number == 1 && day == 2 ? .failure(SQLError("Warehouse was suspended")) : nil)
      }
    }
  }

  mutating func add(_ run: QueryRun) {
    all.append(run)
    // Each query holds its rows in memory.
    let own = all.filter { !$0.isScheduled }
    if own.count > Self.mostKept, let oldest = own.first { all.removeAll { $0.id == oldest.id } }
  }

  func find(_ id: String) -> QueryRun? { all.first { $0.id == id } }

  /// The query as it is now. Each poll brings a running query nearer to its end.
  mutating func poll(_ id: String) -> QueryRun? {
    guard let index = all.firstIndex(where: { $0.id == id }) else { return nil }
    if case .running(let polls) = all[index].state {
      all[index].state = polls > 0 ? .running(polls: polls - 1) : .ended
    }
    return all[index]
  }

  /// Cancels a query.
  ///
  /// - Returns: false when it is not running.
  mutating func cancel(_ id: String) -> Bool {
    guard let index = all.firstIndex(where: { $0.id == id }), case .running = all[index].state else { return false }
    all[index].state = .cancelled
    return true
  }
}
