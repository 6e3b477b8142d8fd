import JSON
import MCP

/// The place where a tool's list goes on. The list may be read from several lists of Panther's, so the place has a part
/// for each of them.
struct ListPlace: CursorPlace {
  /// A place in one list of Panther's.
  struct Part: Sendable {
    /// The name of the list, where a tool reads several.
    var name = ""
    /// Panther's cursor of the page; nil for the first page.
    var cursor: String?
    /// The number of items of that page that were shown already.
    var offset = 0
    /// The number of items that Panther was asked for. It stays the same on every page, because the offset counts in a
    /// page of this size.
    var size: Int
  }

  /// The places in the lists that have more items.
  let parts: [Part]
  /// The number of items before this place; nil when it is not known, because a list could not be read.
  let seen: Int?

  init(_ parts: [Part], seen: Int? = nil) {
    (self.parts, self.seen) = (parts, seen)
  }

  var json: JSON {
    .array(
      [seen.map { JSON($0) } ?? .null]
        + parts.map { [.string($0.name), JSON($0.cursor), JSON($0.offset), JSON($0.size)] })
  }

  init?(place: JSON) {
    guard let members = place.array, let first = members.first, first.isNull || first.int ?? -1 >= 0 else { return nil }
    seen = first.int
    parts = members.dropFirst().compactMap { part in
      guard let members = part.array, members.count == 4, let name = members[0].string, let offset = members[2].int,
        let size = members[3].int,
        offset >= 0, size >= 0
      else { return nil }
      return Part(name: name, cursor: members[1].string, offset: offset, size: size)
    }
    guard !parts.isEmpty, parts.count == members.count - 1 else { return nil }
  }
}

extension Optional<ListPlace> {
  /// The number of items shown already, for a list that is read whole each time.
  var offset: Int { self?.parts.first?.offset ?? 0 }
}
