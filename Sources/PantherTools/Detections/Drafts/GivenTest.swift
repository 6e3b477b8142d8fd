import JSON
import MCP
import Text

/// A unit test that a caller gives, or the name of one to remove.
struct GivenTest: ArgumentValue {
  let name: String
  /// The test as Panther's API has it; nil to remove it.
  let test: JSON?

  static var schema: JSON.Object { JSON.Object.schema }
  static var expectation: String { "an object with `name`, `log` (an object) and `expected` (true or false)" }
  var json: JSON { test ?? ["name": .string(name), "remove": true] }

  /// Reads a test. It also takes one in the form that get_detection shows, with `resource` and `expectedResult`.
  /// Files of detections write the same with capitals: `Name`, `ExpectedResult`, `Log`.
  static func read(_ given: JSON) throws(Mismatch) -> GivenTest {
    let json =
      given.object.map { object in
        JSON.object(JSON.Object(object.members.map { ($0.key.prefix(1).lowercased() + $0.key.dropFirst(), $0.value) }))
      } ?? given
    guard let name = json["name"]?.string, !name.allSatisfy(\.isWhitespace) else { throw Mismatch() }
    let shown = name.quoted(upTo: 80)
    // A misspelled member that is dropped would make another test than the caller means.
    if let unknown = json.object?.keys.first(where: { !members.contains($0) }) {
      throw Mismatch(
        "has a test \(shown) with an unknown member \(unknown.quoted(upTo: 40)); a test takes name, log, expected, mocks"
      )
    }
    if json["remove"] == true { return GivenTest(name: name, test: nil) }
    guard let expected = try? Bool.read(json["expected"] ?? json["expectedResult"] ?? .null) else {
      throw Mismatch("has a test \(shown) that needs `expected`, which is true or false")
    }
    let given = json["log"] ?? json["resource"] ?? .null
    guard let log = given.object ?? given.string.flatMap({ try? JSON(parsing: $0).object }) else {
      throw Mismatch("has a test \(shown) that needs `log`, the event as an object, got \(given.kind)")
    }
    var test: JSON.Object = [
      "name": .string(name), "resource": .string(JSON.object(log).text), "expectedResult": .bool(expected),
    ]
    test["mocks"] = try mocks(json["mocks"], shown)
    return GivenTest(name: name, test: .object(test))
  }

  /// What a test may have, under our names and under those that get_detection shows.
  private static let members: Set = ["name", "log", "resource", "expected", "expectedResult", "mocks", "remove"]

  private static func mocks(_ json: JSON?, _ test: String) throws(Mismatch) -> JSON? {
    switch json {
    case nil, .null: return nil
    case .array(let mocks) where mocks.allSatisfy({ $0["objectName"]?.string != nil && $0["returnValue"] != nil }):
      return .array(mocks)
    case .object(let mocks):
      return .array(
        mocks.members.map { member in
          // Panther takes texts alone.
          ["objectName": .string(member.key), "returnValue": .string(member.value.string ?? member.value.text)]
        })
    default: throw Mismatch("has a test \(test) that needs `mocks` as an object, such as {\"get_user\": \"alice\"}")
    }
  }
}

extension [GivenTest] {
  /// The tests of a detection with these: one of the same name gives way, and the others are added.
  ///
  /// - Throws: `ArgumentError` for two of one name, and for one to remove that is not there.
  func applied(to stored: [JSON]) throws(ArgumentError) -> [JSON] {
    var problems: [String] = []
    var tests: [JSON?] = stored
    var seen: Set<ExactText> = []
    var places: [ExactText: Int] = [:]
    for (index, test) in stored.enumerated().reversed() {
      if let name = test["name"]?.string { places[ExactText(name)] = index }
    }
    for given in self {
      let shown = given.name.quoted(upTo: 80)
      let name = ExactText(given.name)
      guard seen.insert(name).inserted else {
        problems.append("`tests` has two of the name \(shown).")
        continue
      }
      switch (places[name], given.test) {
      case (let index?, let test?):
        problems += Draft.problem(
          of: test["resource"]?.string ?? "", beside: stored[index]["resource"]?.string ?? "",
          in: "The event of the test \(shown)")
        tests[index] = test
      case (let index?, nil): tests[index] = nil
      case (nil, let test?): tests.append(test)
      case (nil, nil):
        let names = stored.prefix(10).compactMap { $0["name"]?.string }.map { $0.quoted(upTo: 40) }
        problems.append("There is no test \(shown) to remove. It has: \(names.joined(separator: ", ")).")
      }
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    return tests.compactMap(\.self)
  }
}
