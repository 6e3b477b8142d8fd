import Cleaning
import JSON

/// A prompt: a task in words that a person picks. Its arguments are declared as those of a tool are.
package protocol Prompt: Sendable {
  associatedtype Context: Sendable

  /// The name by which clients ask for it. It comes from the name of the type.
  static var name: String { get }
  /// The name for people.
  static var title: String { get }
  /// What the task is, in a sentence.
  static var summary: String { get }
  /// The tools without which the task cannot be done. Where one of them is hidden, the prompt is hidden too.
  static var tools: [String] { get }
  /// What to offer while an argument is typed, by its name. An argument that takes one of a few values needs nothing.
  static var suggestions: [String: Suggestions<Context>] { get }

  /// A prompt whose arguments are not filled in yet.
  init()
  /// The task, as a message of the user.
  var text: String { get }
}

extension Prompt {
  package static var name: String { Names.kebab("\(Self.self)") }
  package static var title: String { Names.title("\(Self.self)") }
  package static var tools: [String] { [] }
  package static var suggestions: [String: Suggestions<Context>] { [:] }
}
