import Concurrency
import Synchronization

/// Which tools the token can serve. It is found out for the first list, and again when some minutes have gone by or the
/// instance has refused a call, because a token's permissions may change.
final class ServedTools: Sendable {
  /// Finds out the names; nil when that is not possible now.
  typealias Search = @Sendable () async -> Set<String>?

  private struct Found {
    /// Nil when it could not be found out yet.
    var names: Set<String>?
    var at: ContinuousClock.Instant
  }

  /// How long an answer is good.
  static let life = Duration.seconds(300)
  /// The time after an answer in which a refused call does not lead to another question.
  private static let pause = Duration.seconds(5)

  private let state = Mutex<Found?>(nil)
  private let searches = SharedWork<String, Set<String>?>()
  private let now: @Sendable () -> ContinuousClock.Instant
  /// Tells clients that the list has changed.
  let changes = ListChanges()

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
  }

  /// The names as they are known; nil until they are found out, and when they could not be.
  var known: Set<String>? { state.withLock { $0?.names } }

  /// The names, found out if they are not known, or not known for sure any more. Callers at the same time share one
  /// search.
  func names(_ find: @escaping Search) async throws -> Set<String>? {
    if let found = found(within: Self.life) { return found.names }
    return try await searches.value(for: "names", known: { self.found(within: Self.life).map(\.names) }) {
      await self.search(find)
    }
  }

  /// Finds the names out again, without anybody waiting for it, if they were asked for before and may have changed.
  /// - Parameter wasRefused: whether the instance has just refused a call.
  func renew(afterRefusal wasRefused: Bool, _ find: @escaping Search) {
    let life = wasRefused ? Self.pause : Self.life
    guard state.withLock({ $0 != nil }), found(within: life) == nil else { return }
    Task {
      try await searches.value(for: "names", known: { self.found(within: life).map(\.names) }) {
        await self.search(find)
      }
    }
  }

  private func found(within life: Duration) -> Found? {
    let now = now()
    return state.withLock { $0.flatMap { now < $0.at + life ? $0 : nil } }
  }

  private func search(_ find: Search) async -> Set<String>? {
    let names = await find()
    let time = now()
    let (known, hasChanged) = state.withLock { state -> (Set<String>?, Bool) in
      let before = state
      // What was found out once holds until something else is.
      state = Found(names: names ?? before?.names, at: time)
      return (state?.names, before != nil && before?.names != state?.names)
    }
    if hasChanged { changes.tell() }
    return known
  }
}
