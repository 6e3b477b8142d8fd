import JSON
import MCP

/// A place among the parts of the files: how many were shown, and which files they are of.
struct ExportPlace: CursorPlace {
  let shown: Int
  /// What the detection was when the first part was read: parts of two versions must not be joined.
  let version: String

  init(shown: Int, version: String) {
    (self.shown, self.version) = (shown, version)
  }

  init?(place: JSON) {
    guard let parts = place.array, parts.count == 2, let shown = parts[0].int, shown >= 0, let version = parts[1].string
    else { return nil }
    self.init(shown: shown, version: version)
  }

  var json: JSON { [JSON(shown), .string(version)] }
}
