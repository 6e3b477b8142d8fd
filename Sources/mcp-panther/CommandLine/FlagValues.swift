import MCP
import Panther
import PantherTools

/// The values of flags: each from the command line, or else from its variable. Of flags that only take something away,
/// both count.
struct FlagValues {
  private let flags: [Flag: String]
  private let environment: [String: String]

  init(flags: [Flag: String], environment: [String: String]) {
    (self.flags, self.environment) = (flags, environment)
  }

  /// The text of a flag; nil where it is not set, or its variable is empty.
  func text(_ flag: Flag) -> String? { flags[flag] ?? variable(flag) }

  private func variable(_ flag: Flag) -> String? {
    flag.variable.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether the command line has a flag, whatever its variable says.
  func isGiven(_ flag: Flag) -> Bool { flags[flag] != nil }

  /// The words of a list with commas; empty where it is not set.
  func list(_ flag: Flag) -> [String] {
    let texts =
      flag.unitesWithVariable ? [flags[flag], variable(flag)].compactMap(\.self) : text(flag).map { [$0] } ?? []
    return texts.flatMap(Self.words)
  }

  /// The words of a text with commas.
  static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Whether a switch is on.
  ///
  /// - Throws: for a variable that says neither yes nor no.
  func isOn(_ flag: Flag) throws(UsageError) -> Bool {
    guard let word = text(flag) else { return false }
    guard let isOn = Bool(word: word.trimmed) else {
      throw UsageError("\(flag.variable ?? flag.rawValue) takes true or false, not \(word.prefix(40))")
    }
    return isOn
  }

  /// A number of bytes.
  ///
  /// - Throws: for what is none.
  func bytes(_ flag: Flag) throws(UsageError) -> ByteCount? {
    guard let word = text(flag) else { return nil }
    guard let bytes = ByteCount(word.trimmed) else {
      throw UsageError("\(flag.rawValue) takes a number of bytes such as 500GB or 2TB, not \(word.prefix(40))")
    }
    return bytes
  }

  /// - Parameter expected: says in the error which numbers are allowed.
  /// - Throws: for what is no number, or not one that is allowed.
  func number(_ flag: Flag, where isAllowed: (Double) -> Bool, _ expected: String) throws(UsageError) -> Double? {
    guard let word = text(flag) else { return nil }
    guard let number = Double(word), isAllowed(number) else {
      throw UsageError("\(flag.rawValue) takes \(expected), not \(word.prefix(40))")
    }
    return number
  }
}
