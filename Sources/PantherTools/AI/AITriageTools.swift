import JSON
import MCP
import Panther

let aiTriageTools: [any PantherTool.Type] = [StartAIAlertTriage.self, GetAIAlertTriageSummary.self]

struct StartAIAlertTriage: PantherTool {
  static let summary = """
    Let Panther AI triage an alert: it reads the alert, its events and comments and writes an assessment. Costs AI \
    quota. Takes a minute or more: comes back with a stream_id when it is not finished in time.
    """
  static let sample = "Let Panther AI triage this alert"
  static let effect = Effect.spends
  /// It starts a triage that other people see and that counts against a quota.
  static let isReadOnly = false
  static let isIdempotent = false
  static let permissions = Permissions.all([.runPantherAI])
  static let dataRead: [DataKind] = [.alerts, .logs]

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("What to look at in particular") var prompt: String?
  @Argument("Seconds to wait, at most 45; the triage itself goes on", .range(1...300)) var timeoutSeconds = 180
  @Argument("How long the assessment shall be") var outputLength = OutputLength.medium

  private static let start = Operation(
    "mutation StartTriage($input: AISummarizeAlertInput!) { aiSummarizeAlert(input: $input) { streamId } }")

  func answer(_ call: Call) async throws -> Answer {
    try call.borders.refuse("Panther AI")
    var input: JSON.Object = [
      "alertId": .string(alertID), "outputLength": .string(outputLength.rawValue), "metadata": ["kind": "alert"],
    ]
    input["prompt"] = prompt.map(JSON.string)
    let data = try await call.panther.run(Self.start, ["input": .object(input)])
    guard let id = data["aiSummarizeAlert"]?["streamId"]?.string else {
      throw PantherError(unconfirmed: "the stream of the triage", Self.start)
    }
    let stream = AIStream(id: id, call)
    do {
      return try await stream.wait(timeoutSeconds, call)
    } catch let error as PantherError {
      throw ToolFailure("\(error)\nThe triage itself goes on: \(stream.rereading.text) fetches it.")
    }
  }
}

struct GetAIAlertTriageSummary: PantherTool {
  static let summary = """
    Get the AI triage of an alert: one that start_ai_alert_triage began, by its stream_id, or the newest of the \
    alert. Waits up to 30 s for one that is still being written.
    """
  static let sample = "What did the AI triage of this alert find?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.runPantherAI])
  static let dataRead: [DataKind] = [.alerts, .logs]
  static let readsFields = true

  @Argument("Id of the alert, for its newest triage", exact: true) var alertID: String?
  @Argument("Id that start_ai_alert_triage gave", exact: true) var streamID: String?

  /// The published schema does not have this field, but Panther's Console and the Python server use it.
  private static let streams = Operation(
    """
    query TriageStreams($input: AIInferenceStreamsMetadataInput!) {
      aiInferenceStreamsMetadata(input: $input) { edges { node { streamId createdAt } } }
    }
    """)

  func answer(_ call: Call) async throws -> Answer {
    try call.borders.refuse("Panther AI")
    if let streamID { return try await AIStream(handle: streamID, call).wait(30, call) }
    guard let alertID else { throw ArgumentError(["Give `stream_id`, or `alert_id`."]) }
    let data: JSON
    do {
      data = try await call.panther.run(Self.streams, ["input": ["alias": .string(alertID)]])
    } catch let error as PantherError where [.graphQL, .invalid].contains(error.kind) {
      throw ToolFailure("\(error)\nThis instance may not list earlier triages: give the `stream_id` of one.")
    }
    let found = try Page(connection: data["aiInferenceStreamsMetadata"], of: Self.streams).items
    let newest = found.max { ($0["createdAt"]?.string ?? "") < ($1["createdAt"]?.string ?? "") }
    guard let id = newest?["streamId"]?.string else {
      return .facts([
        "triages": 0, "hint": .string(#"No AI triage of this alert yet. start_ai_alert_triage makes one."#),
      ])
    }
    return try await AIStream(id: id, call).wait(30, call).adding(["triages": JSON(found.count)])
  }
}
