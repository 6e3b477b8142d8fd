package import JSON

/// A part of what a server offers, such as its tools: the capability that it declares, and the methods behind it.
package protocol Feature: Sendable {
  /// Its name and value under `capabilities`.
  var capability: (name: String, value: JSON) { get }
  /// How each of its methods is answered.
  var methods: [String: Handling] { get }
  /// Tells of changes to its list of tools; nil where that stays the same as long as the process lives.
  var toolChanges: ListChanges? { get }
}

extension Feature {
  package var toolChanges: ListChanges? { nil }
}

/// How a method is answered.
package enum Handling: Sendable {
  /// At once, on the thread that reads input. It must not block; it is meant for lists and other static answers.
  case immediate(@Sendable (Request) throws(RPCError) -> Reply)
  /// In a task of its own, so that it never holds up anything else. It is `@concurrent`, because a closure that an
  /// actor's task runs would run on that actor.
  case concurrent(@Sendable @concurrent (Request) async throws -> Reply)
}
