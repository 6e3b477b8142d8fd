/// How long answers may get, in characters (Unicode scalars) of their text.
package struct OutputLimits: Sendable {
  /// The limit of an answer to a call that asks for nothing special.
  package var standard = 8_000
  /// The limit of every answer.
  package var hard = 24_000
  /// A single string that is longer is cut inside.
  package var value = 4_000
  /// The limit in bytes, for the text and its copy inside a JSON string together. It keeps the line under 900 KB.
  package var bytes = 880_000

  /// The most characters of an answer with this much of each item.
  package func room(_ detail: Detail) -> Int { detail == .full ? hard : standard }

  /// The usual limits.
  package init() {}

  /// The limits that follow from a hard one.
  /// - Parameter hard: the value of `PANTHER_MCP_MAX_RESULT_CHARS`; 0 means no limit but that of the line.
  package init(hard: Int) {
    self.hard = hard == 0 ? .max : hard
    standard = hard == 0 ? .max : min(standard, hard)
  }
}
