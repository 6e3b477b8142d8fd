import JSON
import MCP
import YAML

/// The files of a detection in the layout of panther-labs/panther-analysis.
struct DetectionFiles {
  let kind: DetectionKind
  /// The name of both files without their endings.
  let name: String
  /// The Python file; nil for a simple rule.
  let code: String?
  /// The YAML file.
  let yaml: String
  /// The fields that the layout has no key for.
  let leftOut: [String]

  /// Panther writes these itself, and an upload sets them anew.
  private static let ownFields: Set = [
    "createdAt", "createdBy", "lastModified", "lastModifiedBy", "complianceStatus", "pythonBody", "managed",
  ]

  /// Writes the files, and reads them back.
  /// - Throws: `ToolFailure` where what they say is not the detection.
  init(of draft: Draft) throws {
    var fields = draft.body
    fields["id"] = .string(draft.id)
    fields["createdByExternal"] = fields["createdByExternal"] ?? draft.stored?.uploader.map(JSON.string)
    kind = draft.kind
    name = FileName.base(of: draft.id)
    code = kind.hasCodeFile ? draft.code : nil
    var document: JSON.Object = ["AnalysisType": .string(kind.analysisType)]
    if kind.hasCodeFile { document["Filename"] = .string(name + ".py") }
    document.merge(kind.layout.written(fields))
    yaml = Self.text(of: document, kind.layout, fields)
    leftOut = kind.layout.leftOut(of: fields, besides: Self.ownFields.union(kind.hasCodeFile ? ["body"] : []))
    try check(document, fields)
  }

  /// Each key with its value. The own text of a field stays as it is where it can, because it may have comments.
  private static func text(of document: JSON.Object, _ keys: [LayoutKey], _ fields: JSON.Object) -> String {
    document.members.map { member in
      let written = YAML.text(.object(JSON.Object(unique: [member])))
      guard let key = keys.first(where: { $0.name == member.key }), case .yaml = key.form,
        let own = fields[key.field]?.string, member.value.string == nil
      else { return written }
      return ownText(own, of: member) ?? written
    }.joined()
  }

  private static func ownText(_ text: String, of member: JSON.Member) -> String? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
    let indented = lines[...last].map { $0.isEmpty ? "" : "  \($0)" }
    let text = "\(member.key):\n\(indented.joined(separator: "\n"))\n"
    return (try? YAML.read(text)) == .object(JSON.Object(unique: [member])) ? text : nil
  }

  /// Reads the YAML as an upload would, and compares it with the detection, field by field.
  private func check(_ document: JSON.Object, _ fields: JSON.Object) throws {
    let failure = "The files of this detection would not say the same as the detection, so they are not given: "
    let read: JSON
    do throws(YAMLError) {
      read = try YAML.read(yaml)
    } catch {
      throw ToolFailure(failure + "the YAML cannot be read back (\(error)).")
    }
    var differences = kind.layout.differences(fields, kind.layout.read(read.object ?? [:]))
    if read.object?.keys != document.keys { differences.append("the keys") }
    for key in ["AnalysisType", "Filename"] where read[key] != document[key] { differences.append(key) }
    guard differences.isEmpty else {
      throw ToolFailure(failure + "\(differences.joined(separator: ", ")) would differ. Please report this.")
    }
  }
}
