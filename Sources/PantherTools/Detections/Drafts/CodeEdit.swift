import JSON
import MCP

/// A change of one place in code: what stands there, and what shall stand there.
struct CodeEdit: ArgumentValue {
  let old: String
  let new: String

  static var schema: JSON.Object { JSON.Object.schema }
  static var expectation: String { "an object with the texts `old` and `new`" }
  var json: JSON { ["old": .string(old), "new": .string(new)] }

  static func read(_ json: JSON) throws(Mismatch) -> CodeEdit {
    guard let old = json["old"]?.string, let new = json["new"]?.string, !old.isEmpty else { throw Mismatch() }
    return CodeEdit(old: old, new: new)
  }
}

extension [CodeEdit] {
  /// The most changes of one call. Each one is looked for in the whole code.
  private static var most: Int { 100 }

  /// Makes all changes in a code. Each old text is looked for in the code as it was.
  ///
  /// - Throws: `ArgumentError`, unless each old text stands in exactly one place, and no two places overlap.
  func applied(to code: String) throws(ArgumentError) -> String {
    guard count <= Self.most else { throw ArgumentError(["`edits` takes up to \(Self.most) changes, got \(count)."]) }
    let bytes = Array<UInt8>(code.utf8)
    var places: [(range: Range<Int>, new: String)] = []
    var problems: [String] = []
    for (index, edit) in enumerated() {
      let found = bytes.places(of: Array<UInt8>(edit.old.utf8))
      if found.count == 1, bytes.isApplied(edit, at: found[0].lowerBound) {
        problems.append("`edits[\(index)]` seems to be made already: `new` stands in the stored code.")
      } else if found.count == 1 {
        places.append((found[0], edit.new))
      } else {
        problems.append(
          found.isEmpty
            ? "`edits[\(index)].old` does not stand in the stored code. Copy it exactly, with its indentation; take a text "
              + "without [redacted…] and \\u{…}, which only stand in answers."
            : "`edits[\(index)].old` stands in the stored code \(found.count) times. Take more of the lines around it.")
      }
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (first, second) in zip(places, places.dropFirst()) where first.range.upperBound > second.range.lowerBound {
      problems.append("Two of the `edits` overlap. Make one of them.")
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    var changed: [UInt8] = []
    var at = 0
    for place in places {
      changed += bytes[at..<place.range.lowerBound]
      changed += Array<UInt8>(place.new.utf8)
      at = place.range.upperBound
    }
    return String(decoding: changed + bytes[at...], as: UTF8.self)
  }
}

extension [UInt8] {
  /// Whether an edit that keeps its old text has been made at a place: its new text stands there.
  fileprivate func isApplied(_ edit: CodeEdit, at place: Int) -> Bool {
    let (old, new) = (Array<UInt8>(edit.old.utf8), Array<UInt8>(edit.new.utf8))
    guard new.count > old.count, let offset = new.firstRange(of: old)?.lowerBound, place >= offset else { return false }
    return self[(place - offset)...].starts(with: new)
  }

  /// The first places where these bytes stand, at most three of them.
  fileprivate func places(of part: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while found.count < 3, let range = self[start...].firstRange(of: part) {
      found.append(range)
      start = range.lowerBound + 1
    }
    return found
  }
}
