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
    lines = failures.prefix(Self.mostNamed).map { failure in
      let name = failure["name"]?.string ?? ""
      let expected = detection.tests.named(name, by: "name")?["expectedResult"]?.bool
      return "- \(TestRecord(failure).words(name, expecting: expected))"
    }
  }

  /// The error that a caller gets.
  ///
  /// - Parameters:
  ///   - effect: what that means, as the beginning of a sentence.
  ///   - advice: what to do about it.
  func failure(
    _ effect: String,
    advice: String = "Mend the detection or its tests first: get_detection with detail full shows both."
  ) -> ToolFailure {
    let more = failed > lines.count ? ["- and \(failed - lines.count) more"] : []
    let head = "\(effect): \(failed) of its \(all) unit tests did not pass (\(error.request ?? "PUT"))."
    return ToolFailure(([head] + lines + more + [advice]).joined(separator: "\n"))
  }
}
