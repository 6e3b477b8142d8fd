import JSON
import Logging
import Testing

/// One good call of a tool, and what answers it. What holds for all tools is tested with the samples of all; each
/// area's tests declare those of its own tools.
struct Sample: CustomTestStringConvertible {
  let tool: String
  let arguments: JSON.Object
  /// How the lines of its requests begin, in their order, and what answers each.
  let answers: [(match: String, answer: JSON)]
  /// The permission it needs, by its title and name.
  let permission: String

  var testDescription: String { tool }

  init(
    _ tool: String, _ arguments: JSON.Object, _ permission: String, _ answers: (match: String, answer: JSON)...
  ) {
    (self.tool, self.arguments, self.permission, self.answers) = (tool, arguments, permission, answers)
  }

  /// Scripts the answers.
  func prepare(_ bench: Bench) {
    // Panther sends the records of tests with the refusal of the detection.
    for (match, answer) in answers { bench.answer(match, answer, status: answer["testResults"] == nil ? 200 : 400) }
  }

  /// Whether its first request changes something.
  var isWrite: Bool { !answers[0].match.hasPrefix("GET") && !answers[0].match.hasPrefix("query") }
  var isGraphQL: Bool { answers[0].match.hasPrefix("query") || answers[0].match.hasPrefix("mutation") }

  /// What a list of the REST API with one item answers.
  static let list: JSON = ["results": [["id": "x1"]]]

  static let all: [Sample] = [
    alerts, alertUpdates, aiTriage, dataLakeQueries, charts, alertEventStats, dataLakeTables, scheduledQueries,
    detections,
    hunting, globals, logSources, schemas, metrics, users, roles,
  ].flatMap(\.self)
}
