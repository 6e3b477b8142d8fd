import Synchronization

/// Listings never change, and a revision is seldom asked for twice: made once, at the first request.
final class ListingCache: Sendable {
  private let bodies = Mutex<[Revision: [UInt8]]>([:])

  func body(for revision: Revision, _ make: () -> [UInt8]) -> [UInt8] {
    bodies.withLock { bodies in
      if let body = bodies[revision] { return body }
      let body = make()
      bodies[revision] = body
      return body
    }
  }
}
