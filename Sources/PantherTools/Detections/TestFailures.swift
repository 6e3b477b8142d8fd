import JSON
import MCP
import Panther

/// The unit tests of a detection that did not pass, for which Panther has refused to save it.
struct TestFailures {
  private let error: PantherError
  private let lines: [String]
  private let failed: Int
  private let all: Int

  /// The most tests that an error names.
  private static let mostNamed = 10

  /// Reads the refusal of a change; nil where it was refused for another reason.
  ///
  /// - Parameter detection: what was sent. Panther does not repeat what its tests expect.
  init?(_ error: PantherError, of detection: Detection) {
    guard error.kind == .invalid, let results = error.details?.array else { return nil }
    let failures = results.filter { $0["passed"]?.bool != true }
    guard !failures.isEmpty else { return nil }
    (self.error, failed, all) = (error, failures.count, results.count)
    lines = failures.prefix(Self.mostNamed).map { "- \(Self.line($0, detection.tests))" }
  }

  private static func line(_ result: JSON, _ tests: [JSON]) -> String {
    let name = result["name"]?.string ?? ""
    let functions = result["functions"]?.object?.members ?? []
    let messages = ([result] + functions.map(\.value)).compactMap { $0["error"]?["message"]?.string }
    let said = "\(name.quoted(upTo: 100)): "
    if let message = messages.first { return said + message.quoted(upTo: 300) }
    let expected = tests.named(name, by: "name")?["expectedResult"]?.bool
    let got = result["functions"]?["detection"]?["output"]?.string
    let returned = got.map { "returned \($0.quoted(upTo: 20))" } ?? "did not pass"
    return said + returned + (expected.map { ", expected \($0)" } ?? "")
  }

  /// The error that a caller gets.
  ///
  /// - Parameter effect: what that means, as the beginning of a sentence.
  func failure(_ effect: String) -> ToolFailure {
    let more = failed > lines.count ? ["- and \(failed - lines.count) more"] : []
    let head = "\(effect): \(failed) of its \(all) unit tests did not pass (\(error.request ?? "PUT"))."
    let advice = "Mend the detection or its tests first: get_detection with detail full shows both."
    return ToolFailure(([head] + lines + more + [advice]).joined(separator: "\n"))
  }
}
