import Synchronization

/// The results of tools/list, one for each revision that was asked for. They never change, so each is made once.
final class ListingCache: Sendable {
  private let bodies = Mutex<[Revision: [UInt8]]>([:])

  /// The result for a revision, made if it was not asked for before.
  func body(for revision: Revision, _ make: () -> [UInt8]) -> [UInt8] {
    bodies.withLock { bodies in
      if let body = bodies[revision] { return body }
      let body = make()
      bodies[revision] = body
      return body
    }
  }
}
