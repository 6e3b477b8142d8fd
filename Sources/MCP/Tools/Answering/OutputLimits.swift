/// How long answers may get, in characters (Unicode scalars) of their text (DESIGN.md, decision 6).
package struct OutputLimits: Sendable {
  /// What a call that asked for nothing special answers with.
  package var standard = 8_000
  /// What no answer exceeds.
  package var hard = 24_000
  /// A single string beyond this is cut inside.
  package var value = 4_000
  /// Bytes of the text and of its copy inside a JSON string; keeps the line under 900 KB.
  package var bytes = 880_000

  package init() {}

  /// - Parameter hard: `PANTHER_MCP_MAX_RESULT_CHARS`; 0 for no limit but that of the line.
  package init(hard: Int) {
    self.hard = hard == 0 ? .max : hard
    standard = hard == 0 ? .max : min(standard, hard)
  }
}
