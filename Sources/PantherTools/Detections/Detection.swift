import JSON
import MCP
import Panther

/// A detection of any kind, as Panther answers with it.
struct Detection {
  let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  /// Its id; nil where an answer does not name it.
  var id: String? { json["id"]?.string }
  var name: String { json["displayName"]?.string ?? "" }
  var severity: String { json["severity"]?.string ?? "" }
  /// Whether it is enabled; nil where an answer does not say.
  var isEnabled: Bool? { json["enabled"]?.bool }
  /// Its unit tests.
  var tests: [JSON] { json["tests"]?.array ?? [] }
  /// Whether it belongs to a pack of Panther's, which updates it.
  var isManaged: Bool { json["managed"]?.bool == true }
  /// The name of the tool that uploaded it from code; nil for a detection that was made in the Console.
  var uploader: String? { json["createdByExternal"]?.string.flatMap { $0.isEmpty ? nil : $0 } }
  /// The ids of the destinations that it sends alerts to.
  var destinationIDs: [String] { (json["outputIDs"]?.array ?? []).compactMap(\.string) }

  /// Panther sets these fields itself and refuses a change that has them.
  private static let readOnlyFields: Set = [
    "createdAt", "createdBy", "createdByExternal", "lastModified", "lastModifiedBy", "complianceStatus", "pythonBody",
  ]

  /// Who may undo a change, in sentences.
  /// - Parameter undo: what they may do, such as `switch it off again`.
  func warnings(ofOwnersWho undo: String) -> [String] {
    let pack = "It is managed by a Panther pack: an update of the pack may \(undo)."
    let upload = uploader.map { "It was uploaded by \($0): the next upload may \(undo). Change it there, too." }
    return [isManaged ? pack : nil, upload].compactMap(\.self)
  }

  /// What a change sends back: everything but what only Panther sets. `PUT` resets every field that is left out.
  var writable: JSON.Object { omitting(Self.readOnlyFields).object ?? [:] }

  /// The body that switches the detection on or off.
  func switched(on isEnabled: Bool) -> JSON {
    .object(writable.merging(["enabled": .bool(isEnabled)]))
  }

  /// The detection with its kind, which Panther's answer does not name.
  func naming(_ kind: DetectionKind) -> Detection {
    guard var object = json.object else { return self }
    object["detection_type"] = .string(kind.rawValue)
    return Detection(.object(object))
  }

  /// The detection without some of its fields.
  func omitting(_ fields: Set<String>) -> JSON {
    guard let object = json.object else { return json }
    return .object(JSON.Object(unique: object.members.filter { !fields.contains($0.key) }))
  }
}
