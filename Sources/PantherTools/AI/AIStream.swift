import JSON
import MCP
import Panther

/// A text that Panther AI writes. It grows until it is finished.
struct AIStream {
  /// The id for Panther.
  let id: String
  /// The id for the caller.
  let handle: String

  /// A text of which Panther has told the id.
  init(id: String, _ call: Call) {
    (self.id, handle) = (id, call.handles.text(of: id, .stream))
  }

  /// A text of which the caller tells the id.
  init(handle: String, _ call: Call) throws(ArgumentError) {
    (id, self.handle) = (try call.handles.id(of: handle, .stream), handle)
  }

  /// The call that reads the text again.
  var rereading: NextCall { NextCall(GetAIAlertTriageSummary.name, ["stream_id": .string(handle)]) }

  private static let read = Operation(
    "query Stream($id: String!) { aiInferenceStream(streamId: $id) { finished error responseText } }")

  /// Waits at most `seconds` for the end of the text. The answer has what is written by then.
  func wait(_ seconds: Int, _ call: Call) async throws -> Answer {
    let (text, isFinished) = try await call.wait(seconds, pauses: .milliseconds(500) ... .seconds(3)) {
      try await read(call)
    } isOver: {
      $0.isFinished
    } progress: { state, elapsed in
      "Panther AI is writing (\(elapsed) s, \(state.text.count) characters)"
    }
    return answer(text, isFinished)
  }

  private func read(_ call: Call) async throws -> (text: String, isFinished: Bool) {
    let stream = try await call.panther.run(Self.read, ["id": .string(id)])["aiInferenceStream"] ?? .null
    if let error = stream["error"]?.string, !error.isEmpty {
      throw ToolFailure("Panther AI failed: \(Wording.quote(error)) (stream_id \(Wording.quote(handle)))")
    }
    return (stream["responseText"]?.string ?? "", stream["finished"]?.bool == true)
  }

  private func answer(_ text: String, _ isFinished: Bool) -> Answer {
    var facts: JSON.Object = ["stream_id": .string(handle), "finished": .bool(isFinished)]
    if !isFinished {
      facts["hint"] = .string("Not finished. Call \(rereading.text) for the rest: it waits up to 30 s.")
    }
    return .item(["summary": .string(text)], named: "triage").adding(facts).rereading(rereading)
  }
}
