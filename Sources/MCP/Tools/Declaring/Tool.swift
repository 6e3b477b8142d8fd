package import JSON

/// A tool: everything a client sees of it and everything that is checked comes from this one type.
package protocol Tool: Sendable {
  associatedtype Context: Sendable

  static var name: String { get }
  /// Further names it can be called by; they are not listed.
  static var aliases: [String] { get }
  static var title: String { get }
  /// What it does, for a model: the key sentence first.
  static var summary: String { get }
  static var effect: Effect { get }
  /// Whether the environment stays as it was. Most that spends only reads, but not all.
  static var isReadOnly: Bool { get }
  /// Whether calling it twice changes no more than calling it once.
  static var isIdempotent: Bool { get }
  /// Whether single values of its answer can be read on with `field` and `field_offset`.
  static var readsFields: Bool { get }
  /// Names of other tools whose cursors this one takes.
  static var cursorsTaken: [String] { get }
  /// Only where the shape of the answer is ours; a wrong schema makes hosts fail good answers.
  static var outputSchema: JSON? { get }
  /// Members of the listing's `_meta`.
  static var metadata: JSON.Object { get }

  init()
  func answer(_ context: Context) async throws -> Answer
  /// What a call would do, concretely, for a person who is asked; nil for its title and arguments.
  func preview(_ context: Context) async throws -> String?
  /// An error in words for the model; nil for one that has none.
  func describe(_ error: any Error) -> ToolFailure?
}

extension Tool {
  package static var name: String { Names.snake("\(Self.self)") }
  package static var aliases: [String] { [] }
  package static var title: String { Names.title("\(Self.self)") }
  package static var isReadOnly: Bool { effect == .reads || effect == .spends }
  package static var isIdempotent: Bool { isReadOnly }
  package static var readsFields: Bool { false }
  package static var cursorsTaken: [String] { [] }
  package static var outputSchema: JSON? { nil }
  package static var metadata: JSON.Object { [:] }
  package func describe(_ error: any Error) -> ToolFailure? { nil }
  package func preview(_ context: Context) async throws -> String? { nil }
}
