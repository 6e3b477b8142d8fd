import Synchronization

/// Lets a number of questions be asked at once and shares them fairly, so that nobody can keep others out with many.
///
/// Familiar questions go first, then those of whoever has the fewest under way, and of these the one that waits
/// longest. Where too many wait, whoever has the most waiting loses the newest.
final class QuestionQueue: Sendable {
  private struct Waiting {
    let id: Int
    let asker: Asker
    let isFamiliar: Bool
    let since: ContinuousClock.Instant
    let admit: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var nextID = 0
    var asking: [Asker] = []
    var waiting: [Waiting] = []
  }

  private let state = Mutex(State())
  private let places: Int
  private let room: Int
  private let patience: Duration

  /// - Parameters:
  ///   - places: how many questions may be asked at once.
  ///   - room: how many may wait.
  ///   - patience: how long one may wait. That is looked at when another question comes or ends.
  init(places: Int, room: Int, patience: Duration) {
    (self.places, self.room, self.patience) = (places, room, patience)
  }

  /// How many questions wait.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Asks when it is the asker's turn.
  /// - Returns: nil where the turn did not come.
  func ask<Answer>(_ asker: Asker, isFamiliar: Bool, _ question: () async -> Answer) async -> Answer? {
    guard await enter(asker, isFamiliar) else { return nil }
    defer { leave(asker) }
    return await question()
  }

  private func enter(_ asker: Asker, _ isFamiliar: Bool) async -> Bool {
    await withCheckedContinuation { continuation in
      let (refused, isAdmitted) = state.withLock { state -> ([Waiting], Bool) in
        var refused = expired(&state)
        if state.asking.count < places, state.waiting.isEmpty {
          state.asking.append(asker)
          return (refused, true)
        }
        state.nextID += 1
        state.waiting.append(
          Waiting(id: state.nextID, asker: asker, isFamiliar: isFamiliar, since: .now, admit: continuation))
        if state.waiting.count > room, let last = Self.mostDispensable(state.waiting) {
          refused.append(state.waiting.remove(at: last))
        }
        return (refused, false)
      }
      for waiting in refused { waiting.admit.resume(returning: false) }
      if isAdmitted { continuation.resume(returning: true) }
    }
  }

  private func leave(_ asker: Asker) {
    let (refused, next) = state.withLock { state -> ([Waiting], Waiting?) in
      if let index = state.asking.firstIndex(of: asker) { state.asking.remove(at: index) }
      let refused = expired(&state)
      guard let index = Self.next(in: state) else { return (refused, nil) }
      let next = state.waiting.remove(at: index)
      state.asking.append(next.asker)
      return (refused, next)
    }
    for waiting in refused { waiting.admit.resume(returning: false) }
    next?.admit.resume(returning: true)
  }

  private func expired(_ state: inout State) -> [Waiting] {
    let now = ContinuousClock.now
    // They stand in the order in which they came.
    let count = state.waiting.prefix { now - $0.since > patience }.count
    defer { state.waiting.removeFirst(count) }
    return Array(state.waiting.prefix(count))
  }

  private static func next(in state: State) -> Int? {
    let ranks = ranks(of: state.waiting, by: state.asking)
    return ranks.indices.min { ranks[$0] < ranks[$1] }
  }

  private static func mostDispensable(_ waiting: [Waiting]) -> Int? {
    let ranks = ranks(of: waiting, by: waiting.map(\.asker))
    return ranks.indices.max { ranks[$0] < ranks[$1] }
  }

  /// Whether a question is unknown, how many its peer and its client have, and its place in the row.
  private static func ranks(of waiting: [Waiting], by askers: [Asker]) -> [(Int, Int, Int, Int)] {
    let peers = Dictionary(grouping: askers, by: \.peer).mapValues(\.count)
    let clients = Dictionary(grouping: askers) { $0 }.mapValues(\.count)
    return waiting.map { ($0.isFamiliar ? 0 : 1, peers[$0.asker.peer] ?? 0, clients[$0.asker] ?? 0, $0.id) }
  }
}
