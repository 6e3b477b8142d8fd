/// What calling a tool does to the world, mildest first.
package enum Effect: String, CaseIterable, Sendable {
  case reads
  /// Costs money, such as AI and data lake queries, but changes nothing that matters.
  case spends
  /// Changes something in a way that can be changed back.
  case writes
  /// Weakens the security posture or is hard to undo.
  case destructive

  /// Whether tools of this effect change something.
  package var changes: Bool { self == .writes || self == .destructive }
}
