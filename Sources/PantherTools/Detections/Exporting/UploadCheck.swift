import Cleaning
import JSON
import MCP

/// What an upload of a detection's files would be refused for, or would understand in another way.
enum UploadCheck {
  /// Each in a sentence that says what to do.
  static func problems(of draft: Draft) -> [String] {
    let (kind, body) = (draft.kind, draft.body)
    var problems: [String] = []
    if draft.id == Draft.unnamed { problems.append("The id is made up: give `detection_id`.") }
    if draft.code.isEmpty { problems.append("The code is missing.") }
    if draft.severity == nil {
      problems.append("Severity is missing: give `fields.severity`.")
    } else if draft.severity.flatMap(Severity.init) == nil {
      problems.append("Severity takes \(Severity.expectation).")
    }
    if body["enabled"]?.bool == nil { problems.append("Enabled is missing.") }
    let selection = kind.selection
    if kind != .policies, body[selection.field]?.isNothing != false {
      problems.append("\(selection.name) is missing: give `fields.\(selection.field)`.")
    }
    for (name, text) in [("The id", draft.id), ("DisplayName", body["displayName"]?.string ?? "")]
    where text.utf8.contains(where: "<>&\"%".utf8.contains) {
      problems.append("\(name) has one of < > & \" %, which the uploading tool refuses.")
    }
    // Panther's answers are cleaned of these secrets before any tool sees them.
    if JSON.object(body).text.contains(KnownSecrets.replacement) {
      problems.append(
        "Some text has \(KnownSecrets.replacement), which may stand in the place of a secret of this server: compare it "
          + "with the Panther Console.")
    }
    return problems + texts(of: draft)
  }

  /// Texts that are not what they should be. They stand in the file as they are.
  private static func texts(of draft: Draft) -> [String] {
    var problems: [String] = []
    for key in draft.kind.layout {
      guard let text = draft.body[key.field], !text.isNothing else { continue }
      switch key.form {
      case .yaml where key.written(text).array == nil:
        let form = LayoutKey.structure(text) == nil ? ", so it stands in the file as the text that Panther has" : ""
        problems.append("\(key.name) is no list in YAML\(form).")
      case .list(let keys):
        guard let event = keys.last else { continue }
        for test in text.array ?? [] {
          guard let resource = test[event.field], event.written(resource).object == nil else { continue }
          let name = (test["name"]?.string ?? "").quoted(upTo: 80)
          problems.append(
            "\(event.name) of the test \(name) is no object, so it stands in the file as the text that it is.")
        }
      default: break
      }
    }
    return problems.count > 10 ? problems.prefix(10) + ["… and \(problems.count - 10) more"] : problems
  }
}
