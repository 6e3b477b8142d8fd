import JSON
import MCP
import Panther
import Text

let detectionExportTools: [any PantherTool.Type] = [ExportDetection.self]

struct ExportDetection: PantherTool {
  static let summary = """
    Get the files by which a team keeps a detection in Git, in the layout of panther-labs/panther-analysis: NAME.py and \
    NAME.yml with its tests. Takes one that exists, the same with changes, or a new draft; saves and runs nothing. The \
    text is exact.
    """
  static let sample = "Give me the files of this rule for our repository"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.ruleRead, .policyRead])
  static let dataRead: [DataKind] = [.detections]
  var needed: Permissions { .reading(draft.detectionType.map { [$0] } ?? []) }

  let draft = DraftArguments()
  @Argument("next_cursor of an answer") var cursor: ExportPlace?

  func check() throws {
    if draft.detectionID == nil { _ = try draft.kindOfNew() }
  }

  func answer(_ call: Call) async throws -> Answer {
    let draft = try await self.draft.draft(self, call) { .reading([$0]) }
    let written = try DetectionFiles(of: draft)
    let version = String(Fingerprint([written.code ?? "", written.yaml].joined(separator: "\0").utf8).value, radix: 36)
    guard cursor?.version ?? version == version else {
      throw ToolFailure(
        "The detection was changed since its first part was read. Make the call again without the cursor, and take all "
          + "parts anew.")
    }
    var facts: JSON.Object = ["detection_id": .string(draft.id), "detection_type": .string(draft.kind.rawValue)]
    let more = Self.facts(of: draft, written)
    // Room is left for what the first answer has besides. Parts must have the same size in all answers.
    let room = call.limits.hard - JSON.object(more).bytes.count - 2_000
    if cursor == nil { facts.merge(more) }
    let size = max(100, min(call.limits.value, room))
    let texts = [(".py", written.code), (".yml", written.yaml)]
    let files = texts.compactMap { ending, text in
      text.map { ExportedFile(name: written.name + ending, text: $0, partsOf: size, redacts: call.redacts) }
    }
    facts["files"] = .array(files.map(\.facts))
    facts["how_to_save"] = Self.advice(files.count { $0.refusal == nil })
    let shown = cursor?.shown ?? 0
    let paging = Answer.Paging(hasMore: false) { ExportPlace(shown: shown + $0, version: version).json }
    return .list(Array(files.flatMap(\.items).dropFirst(shown)), named: "parts", paging: paging).adding(facts)
      .extended()
  }

  /// What is said with the first part only.
  private static func facts(of draft: Draft, _ written: DetectionFiles) -> JSON.Object {
    var facts: JSON.Object = [:]
    if let name = draft.body["displayName"]?.string, !name.isEmpty { facts["name"] = .string(name.beginning(100)) }
    facts["version"] =
      if draft.stored == nil {
        "A new draft, which Panther does not have. It is disabled: change Enabled in the file to switch it on."
      } else {
        .string("The one that Panther has, \(draft.isChanged ? "with the changes of this call" : "unchanged").")
      }
    facts["round_trip"] = "The YAML was read back: it says the same as the detection."
    let problems = UploadCheck.problems(of: draft)
    if !problems.isEmpty { facts["before_upload"] = JSON(problems) }
    if !written.leftOut.isEmpty {
      let most = 30
      let more = written.leftOut.count > most ? ["… and \(written.leftOut.count - most) more"] : []
      facts["left_out"] = JSON(written.leftOut.prefix(most).map { $0.quoted(upTo: 60) } + more)
    }
    if let owner = owner(of: draft) { facts["warning"] = .string(owner) }
    return facts
  }

  private static func owner(of draft: Draft) -> String? {
    if draft.stored?.isManaged == true {
      return "It is managed by a Panther pack. An upload of these files under the same id competes with the pack."
    }
    return draft.stored?.uploader.map {
      "It was uploaded by \($0.quoted(upTo: 60)), so a repository has files of it: change those, and compare them with these."
    }
  }

  private static func advice(_ count: Int) -> JSON? {
    guard count > 0 else { return nil }
    return .string(
      "Write \(count == 1 ? "the file" : "both files into one folder") with exactly the text of the parts, joined in their "
        + "order with nothing between them. Then check: panther_analysis_tool test --path FOLDER")
  }
}
