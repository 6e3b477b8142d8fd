/// What a call of a tool does to the world, the mildest first.
package enum Effect: String, CaseIterable, Sendable {
  /// It costs and changes nothing.
  case reads
  /// It costs money, as AI and data lake queries do, but changes nothing that matters.
  case spends
  /// It changes something that can be changed back.
  case writes
  /// It weakens security, or is hard to undo.
  case destructive

  /// Whether tools of this effect change something.
  package var changes: Bool { self == .writes || self == .destructive }
}
