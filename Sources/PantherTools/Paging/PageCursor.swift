import Sealing
import MCP
import Panther
import JSON

/// One upstream list and where it goes on.
struct Feed: Sendable {
  /// Which list it is, where a tool merges several.
  var name = ""
  /// The whole request, with Panther's cursor in it.
  var query: Query
  /// Items of that request's page that were shown already.
  var offset = 0
}

/// Where a tool's list goes on: it carries the whole requests, so that one argument is enough to go on and relative
/// times mean the same on every page.
struct PageCursor: Sendable {
  let feeds: [Feed]
  /// Of each argument it was made for, and the tool.
  private let fingerprints: Set<String>

  /// What else the call said of how much to show; it goes on with the cursor.
  private let memory: JSON

  /// The first page, for the arguments of a call.
  init(_ feeds: [Feed], for call: Call) {
    self.feeds = feeds
    fingerprints = Self.fingerprints(of: call)
    memory = CursorMemory.element(for: call.arguments)
  }

  init(_ query: Query, for call: Call) {
    self.init([Feed(query: query)], for: call)
  }

  /// Reads a cursor that an answer gave.
  /// - Throws: `ArgumentError` for any other text, and when the call has other filters than the one it came from.
  init(_ text: String, for call: Call) throws(ArgumentError) {
    guard case .array(let parts)? = JSON(opaque: text), let made = parts.first?.string, parts.count > 1 else {
      throw Self.unreadable
    }
    var feeds: [Feed] = []
    for part in parts.dropFirst() where part.object == nil {
      guard let name = part.array?[safe: 0]?.string, let query = part.array?[safe: 1]?.string,
        let offset = part.array?[safe: 2]?.int, offset >= 0
      else { throw Self.unreadable }
      feeds.append(Feed(name: name, query: Query(text: query), offset: offset))
    }
    fingerprints = Set(made.split(separator: ".").map(String.init))
    guard Self.fingerprints(of: call).isSubset(of: fingerprints) else {
      throw ArgumentError([
        "Argument `cursor` belongs to another tool or to a call with other filters: give the cursor alone, or the same "
          + "filters with it."
      ])
    }
    self.feeds = feeds
    memory = CursorMemory.element(for: call.arguments)
  }

  init(_ text: String?, orFirst query: @autoclosure () -> Query, for call: Call) throws(ArgumentError) {
    if let text {
      try self.init(text, for: call)
    } else {
      self.init(query(), for: call)
    }
  }

  private static let unreadable = ArgumentError([
    "Argument `cursor`: give a `next_cursor` exactly as an answer of this tool gave it."
  ])

  /// The cursor that goes on with other feeds.
  func text(_ feeds: [Feed]) -> String {
    JSON.array(
      [.string(fingerprints.sorted().joined(separator: "."))]
        + feeds.map { [.string($0.name), .string($0.query.text), JSON($0.offset)] } + [memory]
    )
    .opaque
  }

  /// FNV-1a of each argument that chooses what is listed; it tells cursors apart, it protects nothing.
  private static func fingerprints(of call: Call) -> Set<String> {
    // Hosts fill optional arguments in with nothing.
    let chosen = call.arguments.members.filter {
      !CursorMemory.free.contains($0.key) && ![.null, "", []].contains($0.value)
    }
    return Set(
      chosen.map { member in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in JSON.object(JSON.Object(unique: [member])).bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String((hash ^ hash >> 32) & 0xFFFF_FFFF, radix: 36)
      } + [call.tool])
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
