import JSON

/// What Panther's engine says of one test.
struct TestRecord: Sendable {
  /// Whether the event makes an alert.
  let alerts: Bool
  /// Whether the result is what the test expects.
  let passed: Bool
  /// Why the detection gave no result, in Panther's words: an exception with its line, an event that is no JSON, no time
  /// left; nil where it gave one.
  let failure: String?
  /// What the other functions failed with, such as `title`: their names and Panther's words. They run for events that
  /// alert.
  let otherFailures: [(function: String, message: String)]
  /// What its function returned, as text.
  let output: String?
  let title: String?
  let dedup: String?
  let severity: String?

  /// Reads a record, `TestDetectionRecord` of the REST contract.
  init(_ json: JSON) {
    let functions = json["functions"]
    func text(_ name: String) -> String? { Self.text(functions?[name]) }
    func message(_ json: JSON?) -> String? {
      json?["error"].flatMap { $0.isNull ? nil : $0["message"]?.string ?? "an error without a message" }
    }
    passed = json["passed"]?.bool == true
    let own = functions?["detection"]
    output = Self.text(own)
    // The error of a record may be that of its title, which an event that does not alert has no need of.
    let whole = json["errored"] == true ? message(json) ?? "an error without a message" : message(json)
    failure = message(own) ?? (output == nil ? whole : nil)
    alerts = json["triggerAlert"]?.bool == true && failure == nil
    otherFailures = (functions?.object?.members ?? []).filter { $0.key != "detection" }.compactMap { member in
      message(member.value).map { (member.key, $0) }
    }
    (title, dedup, severity) = (text("title"), text("dedup"), text("severity"))
  }

  private static func text(_ function: JSON?) -> String? { function?["output"]?.string }

  /// Why the test did not pass, in words that begin with its name.
  /// - Parameter expected: nil where it is not known.
  func words(_ name: String, expecting expected: Bool?) -> String {
    let said = "\(name.quoted(upTo: 100)): "
    if let message = failure ?? otherFailures.first?.message { return said + message.quoted(upTo: 300) }
    let returned = output.map { "returned \($0.quoted(upTo: 20))" } ?? "did not pass"
    return said + returned + (expected.map { ", expected \($0)" } ?? "")
  }
}
