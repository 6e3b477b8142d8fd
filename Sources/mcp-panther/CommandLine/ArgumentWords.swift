import JSON
import MCP
import TerminalText

/// Arguments of a tool or a prompt, as a person gives them on the command line.
enum ArgumentWords {
  /// Reads one JSON object, `-` for one on standard input, or name=value words; a name given several times is a list.
  ///
  /// All values of words are strings: the tool itself reads numbers and lists out of them.
  ///
  /// - Parameters:
  ///   - lists: the names of those arguments that are lists, whose words may have several values with commas between
  ///     them. A value that has a comma itself is given in JSON.
  ///   - expected: says what an argument takes.
  /// - Throws: for words that are none of these, and for an empty value: a filter must not be lost without a word.
  static func read(
    _ words: ArraySlice<String>, lists: Set<String> = [], expected: (String) -> String? = { _ in nil }
  ) throws(UsageError) -> JSON.Object {
    if words.count == 1, let text = words.first, text.first == "{" || text == "-" {
      return try object(text == "-" ? standardInput() : text)
    }
    var arguments: JSON.Object = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("\(word.prefix(80)) is neither a JSON object nor name=value")
      }
      let isSplit = lists.contains(parts[0]) && parts[1].contains(",") && parts[1].first != "["
      let values: [JSON] =
        isSplit
        ? parts[1].split(separator: ",").map { .string($0.trimmingPrefix(while: { $0 == " " }).description) }
        : [.string(parts[1])]
      guard !parts[1].trimmed.isEmpty, !values.isEmpty else {
        let what = expected(parts[0]).map { ". It takes: \($0)" } ?? ""
        throw UsageError("\(parts[0].prefix(80))= has no value\(what). Leave it out if you do not want it")
      }
      if lists.contains(parts[0]), parts[1].hasPrefix("["), parts[1].hasSuffix("]"),
        (try? JSON(parsing: parts[1]))?.array == nil
      {
        throw UsageError(
          "\(word.prefix(80)) is no list of JSON: write \(parts[0])=A,B or \(parts[0])='[\"A\",\"B\"]'")
      }
      switch arguments[parts[0]] {
      case nil: arguments[parts[0]] = isSplit ? .array(values) : values[0]
      case .array(let earlier)?: arguments[parts[0]] = .array(earlier + values)
      case let first?: arguments[parts[0]] = .array([first] + values)
      }
    }
    return arguments
  }

  /// The words that `read` reads as these arguments, all of which can be seen and typed.
  static func words(of arguments: JSON.Object) -> [String] {
    let text = JSON.object(arguments).text
    guard Span(text).text == text, !text.contains(#"\n"#), !text.contains(#"\t"#) else { return [escaped(text)] }
    let words = arguments.members.map { member -> [String]? in
      let values = member.value.array ?? [member.value]
      // The words would be read as something else than one value in a list, an empty list, or a value in a list that
      // has a comma.
      guard member.value.array.map({ $0.count > 1 }) ?? true,
        !values.contains(where: { $0.array != nil || $0.object != nil }),
        member.value.array?.contains(where: { $0.string?.contains(",") == true }) != true
      else { return nil }
      return ["\(member.key)=\(values.map { $0.string ?? $0.text }.joined(separator: ","))"]
    }
    return words.contains { $0 == nil } ? [JSON.object(arguments).text] : words.compactMap(\.self).flatMap(\.self)
  }

  /// A JSON text with all that is not ASCII escaped, because some of it hides or turns what stands beside it.
  private static func escaped(_ text: String) -> String {
    text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return (0x20..<0x7F).contains(unit)
        ? String(UnicodeScalar(UInt8(unit)))
        : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
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
