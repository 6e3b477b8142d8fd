import Sealing
package import JSON

/// What a cursor brings along for the pages after it: how much is shown of each item, and how many.
///
/// A cursor is an opaque array; where its last element is an object, that holds arguments of the call it came from.
package enum CursorMemory {
  /// Arguments that may change from page to page, so that they need not be the same in every call.
  package static let free: Set = ["cursor", "detail", "page_size", "limit", "max_rows"]

  /// What a cursor of this call remembers.
  package static func element(for arguments: JSON.Object) -> JSON {
    .object(
      JSON.Object(
        unique: arguments.members.filter { $0.key != "cursor" && free.contains($0.key) && !$0.value.isNull }))
  }

  /// The arguments of a call with what its cursor remembers, where the call does not say otherwise.
  ///
  /// - Parameter takes: the names that the tool takes.
  static func complete(_ arguments: JSON.Object, takes: () -> [String]) -> JSON.Object {
    guard let cursor = arguments["cursor"]?.string, case .array(let parts)? = JSON(opaque: cursor),
      case .object(let kept)? = parts.last
    else { return arguments }
    let names = takes()
    var complete = arguments
    for member in kept.members where free.contains(member.key) && names.contains(member.key) {
      if complete[member.key] == nil { complete[member.key] = member.value }
    }
    return complete
  }
}
