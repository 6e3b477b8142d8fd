package import JSON

/// A part of the server's surface, such as its tools: the capability it declares and the methods behind it.
package protocol Feature: Sendable {
  /// Name and value under `capabilities`.
  var capability: (name: String, value: JSON) { get }
  var methods: [String: Handling] { get }
}

/// How a method is answered.
package enum Handling: Sendable {
  /// At once, on the thread that reads input: lists and other static answers. Must not block.
  case immediate(@Sendable (Request) throws(RPCError) -> Reply)
  /// In a task of its own, so that it never holds up anything else. `@concurrent`, because a closure run
  /// from an actor's task would run on that actor.
  case concurrent(@Sendable @concurrent (Request) async throws -> Reply)
}
