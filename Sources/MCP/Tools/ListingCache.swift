import Synchronization

/// The results of tools/list, one for each revision that was asked for and each choice of tools that tokens can serve.
/// They depend on nothing else, so each is made once.
final class ListingCache: Sendable {
  private struct Key: Hashable {
    let revision: Revision
    let names: Set<String>?
  }

  /// Callers may have tokens with many different permissions; more are made anew each time.
  private static let most = 16

  private let bodies = Mutex<[Key: [UInt8]]>([:])

  /// The result for a revision, made if it was not asked for before.
  /// - Parameter names: the tools that the token can serve; nil for all.
  func body(for revision: Revision, only names: Set<String>?, _ make: () -> [UInt8]) -> [UInt8] {
    let key = Key(revision: revision, names: names)
    return bodies.withLock { bodies in
      if let body = bodies[key] { return body }
      let body = make()
      if bodies.count < Self.most { bodies[key] = body }
      return body
    }
  }
}
