import JSON
import Synchronization

@testable import MCP

/// An audit trail in memory that can run out of room.
final class Trail: AuditTrail {
  struct Full: Error, CustomStringConvertible { let description = "no space left" }

  let isRequired: Bool
  /// How many lines it has room for.
  private let room: Int
  private let lines = Mutex<[JSON]>([])

  init(isRequired: Bool = false, room: Int = .max) {
    (self.isRequired, self.room) = (isRequired, room)
  }

  var entries: [JSON] { lines.withLock { $0 } }

  func record(_ entry: JSON.Object) throws {
    try lines.withLock { lines in
      guard lines.count < room else { throw Full() }
      lines.append(.object(entry))
    }
  }
}
