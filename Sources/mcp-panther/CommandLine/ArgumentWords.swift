import JSON
import MCP

/// Arguments of a tool or a prompt, as a person gives them on the command line.
enum ArgumentWords {
  /// Reads one JSON object, `-` for one on standard input, or name=value words; a name given several times is a list.
  ///
  /// All values of words are strings: the tool itself reads numbers and lists out of them.
  ///
  /// - Throws: for words that are none of these.
  static func read(_ words: ArraySlice<String>) throws(UsageError) -> JSON.Object {
    if words.count == 1, let text = words.first, text.first == "{" || text == "-" {
      return try object(text == "-" ? standardInput() : text)
    }
    var arguments: JSON.Object = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("\(word.prefix(80)) is neither a JSON object nor name=value")
      }
      switch arguments[parts[0]] {
      case nil: arguments[parts[0]] = .string(parts[1])
      case .array(let values)?: arguments[parts[0]] = .array(values + [.string(parts[1])])
      case let first?: arguments[parts[0]] = [first, .string(parts[1])]
      }
    }
    return arguments
  }

  /// The words that `read` reads as these arguments.
  static func words(of arguments: JSON.Object) -> [String] {
    let words = arguments.members.map { member -> [String]? in
      let values = member.value.array ?? [member.value]
      // Neither one value in a list nor an empty list is what the words would be read as.
      guard member.value.array.map({ $0.count > 1 }) ?? true,
        !values.contains(where: { $0.array != nil || $0.object != nil })
      else { return nil }
      return values.map { "\(member.key)=\($0.string ?? $0.text)" }
    }
    return words.contains { $0 == nil } ? [JSON.object(arguments).text] : words.compactMap(\.self).flatMap(\.self)
  }

  private static func object(_ text: String) throws(UsageError) -> JSON.Object {
    do throws(JSONError) {
      if case .object(let object) = try JSON(parsing: text) { return object }
    } catch {
      throw UsageError("the arguments are not JSON: \(error)")
    }
    throw UsageError("the arguments must be a JSON object")
  }

  private static func standardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}
