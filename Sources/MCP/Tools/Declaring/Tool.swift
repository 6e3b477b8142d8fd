package import JSON

/// A tool. Everything that a client sees of it, and everything that is checked, comes from this one type.
package protocol Tool: Sendable {
  associatedtype Context: Sendable

  /// The name by which clients call it. It comes from the name of the type.
  static var name: String { get }
  /// Further names by which it can be called. They are not listed.
  static var aliases: [String] { get }
  /// The name for people.
  static var title: String { get }
  /// What it does, in words for a model, the most important sentence first.
  static var summary: String { get }
  /// What a call of it does to the world.
  static var effect: Effect { get }
  /// Whether it changes nothing. Most tools that spend money only read, but not all of them.
  static var isReadOnly: Bool { get }
  /// Whether a second call changes nothing more.
  static var isIdempotent: Bool { get }
  /// Whether a caller can read one value of its answer alone, with `field` and `field_offset`.
  static var readsFields: Bool { get }
  /// Names of other tools whose cursors this one takes.
  static var cursorsTaken: [String] { get }
  /// The JSON Schema of its answer, only where this program decides the shape. A wrong schema makes hosts refuse good
  /// answers. What any answer may have, such as `next_cursor`, is added to it.
  static var outputSchema: JSON? { get }
  /// Members of `_meta` in the list of tools.
  static var metadata: JSON.Object { get }
  /// The address of the page that draws its answers (MCP Apps); nil where none does.
  static var view: String? { get }

  /// A tool whose arguments are not filled in yet.
  init()
  /// Checks what no argument shows alone, such as two that exclude each other, before anything is done for the call.
  /// - Throws: `ArgumentError`, or another error in words for the model.
  func check() throws
  /// Answers one call, after the arguments were filled in.
  func answer(_ context: Context) async throws -> Answer
  /// What a call would do, in words for a person who is asked; nil where the title and the arguments say it.
  func preview(_ context: Context) async throws -> String?
  /// An error in words for the model; nil for an error that the tool does not know.
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
  package static var view: String? { nil }
  package func check() throws {}
  package func describe(_ error: any Error) -> ToolFailure? { nil }
  package func preview(_ context: Context) async throws -> String? { nil }
}
