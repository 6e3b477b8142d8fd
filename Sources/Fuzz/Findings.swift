import Foundation
import Synchronization
import JSON

/// Checks what the server writes in one conversation, and keeps what is wrong with it.
final class Findings: Sendable {
  private struct State {
    var answers: [String: Int] = [:]
    var problems: [String] = []
    var harvest: [String] = []
    var revision: String?
  }

  private let state = Mutex(State())

  var problems: [String] { state.withLock { $0.problems } }
  /// The protocol revision that `initialize` agreed on.
  var revision: String? { state.withLock { $0.revision } }
  /// The number of answers so far.
  var answerCount: Int { state.withLock { $0.answers.values.reduce(0, +) } }

  /// Returns ids, cursors and tokens from answers that later lines should use, and forgets them.
  func takeHarvest() -> [String] {
    state.withLock { state in
      defer { state.harvest = [] }
      return state.harvest
    }
  }

  func take(_ line: [UInt8]) {
    func report(_ problem: String) {
      state.withLock { $0.problems.append("\(problem): \(String(decoding: line.prefix(600), as: UTF8.self))") }
    }
    if line.contains(0x0A) { report("a raw line end") }
    if line.count > 2_000_000 { report("\(line.count) bytes") }
    guard String(validating: line, as: UTF8.self) != nil else { return report("invalid UTF-8") }
    guard let json = try? JSON(parsing: line) else { return report("not JSON") }
    // Foundation's reader has to agree; it refuses only numbers beyond the range of a double.
    if (try? JSONSerialization.jsonObject(with: Data(line))) == nil, !line.contains(UInt8(ascii: "e")) {
      report("not JSON to Foundation")
    }
    if line.firstRange(of: GarblingInstance.token.utf8) != nil { report("the token") }
    for message in json.array ?? [json] {
      guard message["jsonrpc"] == "2.0" else { return report("no JSON-RPC") }
      if message["method"] != nil { continue }
      guard let id = message["id"], (message["result"] == nil) != (message["error"] == nil) else {
        return report("neither result nor error")
      }
      state.withLock { $0.answers[id.text, default: 0] += 1 }
      if message["error"]?["code"] == -32603, message["error"]?["message"]?.string?.hasSuffix("failed") == true {
        report("an error that nobody foresaw")
      }
      harvest(message["result"] ?? .null)
    }
  }

  private func harvest(_ result: JSON) {
    if let revision = result["protocolVersion"]?.string { state.withLock { $0.revision = revision } }
    if let text = result["content"]?.array?.first?["text"]?.string, text.contains("failed in an unexpected way") {
      state.withLock { $0.problems.append(text) }
    }
    let structure = result["structuredContent"]
    var found = [structure?["next_cursor"], structure?["confirm_token"], result["requestState"]].compactMap {
      $0?.string
    }
    for member in structure?.object?.members ?? [] {
      if member.key.hasSuffix("_id"), let id = member.value.string { found.append(id) }
      if let rows = member.value["rows"]?.array { found += rows.prefix(3).compactMap { $0.array?.first?.string } }
    }
    state.withLock { $0.harvest += found }
  }

  /// Waits a little for answers that are due. The server refuses more than 256 calls at once, and without a pause
  /// nothing but that refusal would be tested.
  func wait(for expected: ExpectedAnswers) {
    let due = expected.answers.values.reduce(0, +)
    for _ in 0..<100 where due - answerCount > 100 {
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  /// Compares the answers with those that were due, once the conversation is over.
  ///
  /// - Parameter mayLack: whether answers may be missing.
  func compare(with expected: ExpectedAnswers, mayLack: Bool = false) {
    state.withLock { state in
      for id in Set(expected.answers.keys).union(state.answers.keys) {
        let (due, got) = (expected.answers[id] ?? 0, state.answers[id] ?? 0)
        if got == due || got < due && (mayLack || expected.cancelled.contains(id)) { continue }
        state.problems.append("id \(id.prefix(200)): \(got) answers, \(due) due")
      }
    }
  }
}
