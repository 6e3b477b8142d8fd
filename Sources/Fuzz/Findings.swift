import Foundation
import Synchronization
import JSON

/// What the server wrote in one conversation, and what is wrong with it.
final class Findings: Sendable {
  private struct State {
    var answers: [String: Int] = [:]
    var problems: [String] = []
    var harvest: [String] = []
    var revision: String?
  }

  private let state = Mutex(State())

  var problems: [String] { state.withLock { $0.problems } }
  /// What `initialize` settled.
  var revision: String? { state.withLock { $0.revision } }

  /// Takes what was found worth saying again.
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
    // Another reader than our own; it has no numbers beyond a double's range.
    if (try? JSONSerialization.jsonObject(with: Data(line))) == nil, !line.contains(UInt8(ascii: "e")) {
      report("not JSON to Foundation")
    }
    if line.firstRange(of: Upstream.token.utf8) != nil { report("the token") }
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

  /// Waits a little for what is due: more than 256 in flight are refused, which would then be all that is tested.
  func wait(for expectation: Expectation) {
    let due = expectation.answers.values.reduce(0, +)
    for _ in 0..<100 where due - state.withLock({ $0.answers.values.reduce(0, +) }) > 100 {
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  /// Compares with what was due, once the conversation is over.
  func compare(with expectation: Expectation) {
    state.withLock { state in
      for id in Set(expectation.answers.keys).union(state.answers.keys) {
        let (due, got) = (expectation.answers[id] ?? 0, state.answers[id] ?? 0)
        if got == due || got < due && expectation.cancelled.contains(id) { continue }
        state.problems.append("id \(id.prefix(200)): \(got) answers, \(due) due")
      }
    }
  }
}
