import JSON
import Text

/// The arguments of one tool or prompt, found by reflection, in the order of their declaration.
///
/// From this list comes the schema that clients see, and by it the arguments of a call are read.
struct ArgumentList {
  /// How many unknown arguments are named in an error.
  private static let mostUnknown = 5

  let arguments: [(name: String, argument: any AnyArgument)]

  init(of value: Any) {
    arguments = Self.arguments(of: value)
  }

  private static func arguments(of value: Any) -> [(name: String, argument: any AnyArgument)] {
    var found: [(name: String, argument: any AnyArgument)] = []
    for (label, value) in Mirror(reflecting: value).children {
      // The wrapper of `alertID` is the stored property `_alertID`; no other one begins so. It takes long to find out that
      // a type does not conform to a protocol, so nothing is asked in vain.
      if let label, label.utf8.first == UInt8(ascii: "_") {
        guard let argument = value as? any AnyArgument else { continue }
        found.append((argument.name ?? Names.snake(String(label.dropFirst())), argument))
      } else if value is any ArgumentGroup {
        found += arguments(of: value)
      }
    }
    return found
  }

  var declarations: [(name: String, purpose: String, isRequired: Bool)] {
    arguments.map { ($0.name, $0.argument.purpose, $0.argument.isRequired) }
  }

  /// The values of those arguments that take one of a few.
  var closedValues: [String: [String]] {
    let closed = arguments.compactMap { name, argument -> (String, [String])? in
      let values = argument.schema["enum"] ?? argument.schema["items"]?["enum"]
      return values?.array.map { (name, $0.compactMap(\.string)) }
    }
    return Dictionary(closed) { first, _ in first }
  }

  /// The names, in the order of their declaration.
  var names: [String] { arguments.map(\.name) }

  /// The names of those that may change from page to page of a list.
  var perPage: Set<String> { Set(arguments.filter(\.argument.isPerPage).map(\.name)) }

  /// Whether one of them takes a cursor.
  var takesCursor: Bool { arguments.contains { $0.name == Cursor.argument && $0.argument.isPlace } }

  /// The value of an argument that the caller does not give; nil for one that is required or unknown.
  func fallback(of name: String) -> JSON? {
    arguments.first { $0.name == name }?.argument.fallbackJSON
  }

  /// The names of those that every call must give.
  var required: [String] { arguments.filter(\.argument.isRequired).map(\.name) }

  /// Reads every argument from a call.
  ///
  /// - Parameter others: the names of arguments that the caller of this function takes itself.
  /// - Throws: one error with all problems.
  func fill(from given: JSON.Object, besides others: [String] = []) throws(ArgumentError) {
    var problems: [String] = []
    let names = arguments.map(\.name) + others
    let unknown = given.keys.filter { !names.containsBytes(of: $0) }
    for key in unknown.prefix(Self.mostUnknown) {
      let near = Names.nearest(to: key, among: names).map { "; did you mean `\($0)`?" } ?? "."
      problems.append("Unknown argument `\(key.beginning(80))`\(near)")
    }
    if unknown.count > Self.mostUnknown { problems.append("\(unknown.count) arguments are unknown.") }
    if !unknown.isEmpty {
      let all = names.isEmpty ? "It takes none." : "It takes: \(names.joined(separator: ", "))."
      problems[problems.count - 1] += " \(all)"
    }
    for (name, argument) in arguments {
      do throws(Mismatch) {
        try argument.fill(given[name])
      } catch {
        problems.append("Argument `\(name)` \(error.reason ?? "is not valid").")
      }
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
  }
}
