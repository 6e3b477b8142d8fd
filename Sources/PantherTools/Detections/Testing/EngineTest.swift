import JSON

/// An event to run a detection on, and whether an alert is expected of it.
struct EngineTest: Sendable {
  /// The event as JSON text.
  let resource: String
  var expected: Bool
  var mocks: JSON?

  /// The test in the form of the API.
  func json(named name: String, expecting expected: Bool? = nil) -> JSON {
    var test: JSON.Object = [
      "name": .string(name), "resource": .string(resource), "expectedResult": .bool(expected ?? self.expected),
    ]
    test["mocks"] = mocks
    return .object(test)
  }
}

extension EngineTest {
  /// A unit test of a detection.
  init(_ test: JSON) {
    resource = test["resource"]?.string ?? ""
    expected = test["expectedResult"]?.bool ?? false
    mocks = test["mocks"].flatMap { $0.isNull ? nil : $0 }
  }

  /// An event of which is expected that it alerts: only then Panther also finds out the title and the like.
  init(_ event: JSON, _ kind: DetectionKind) {
    self.init(resource: event.text, expected: kind.alertingResult)
  }
}

extension DetectionKind {
  /// What the function of a detection returns for an event that alerts: a policy returns whether a resource is right.
  var alertingResult: Bool { self != .policies }
}
