/// The values that are offered while an argument is typed.
package enum Suggestions<Context: Sendable>: Sendable {
  /// Always the same values.
  case fixed([String])
  /// The instance is asked, with what was typed so far. This happens only where the named tool, which could tell the
  /// same, may be called without asking a person.
  case live(tool: String, @Sendable (String, Context) async throws -> [String])
}
