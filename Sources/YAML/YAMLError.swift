/// Why a text is not read as YAML, and where.
package struct YAMLError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and what is expected instead.
  package let reason: String
  /// The number of the line, from 1.
  package let line: Int

  /// The line and the reason in words.
  package var description: String { "line \(line): \(reason)" }

  init(_ reason: String, line: Int) {
    self.reason = reason
    self.line = line
  }
}
