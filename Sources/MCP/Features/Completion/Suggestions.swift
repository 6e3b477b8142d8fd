/// Values to offer for an argument.
package enum Suggestions<Context: Sendable>: Sendable {
  case fixed([String])
  /// Asked for with what was typed so far; only where the tool that could tell the same may be called unasked.
  case live(tool: String, @Sendable (String, Context) async throws -> [String])
}
