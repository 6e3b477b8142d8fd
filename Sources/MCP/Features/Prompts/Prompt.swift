import Cleaning
import JSON

/// A prompt: a task in words that a person picks, with arguments declared as a tool's are.
package protocol Prompt: Sendable {
  associatedtype Context: Sendable

  static var name: String { get }
  static var title: String { get }
  static var summary: String { get }
  /// Tools without which the task cannot be done; where one is hidden, the prompt is, too.
  static var tools: [String] { get }
  /// What to offer while an argument is typed, by its name; those of closed arguments need none.
  static var suggestions: [String: Suggestions<Context>] { get }

  init()
  /// The task, as the user's message.
  var text: String { get }
}

extension Prompt {
  package static var name: String { Names.kebab("\(Self.self)") }
  package static var title: String { Names.title("\(Self.self)") }
  package static var tools: [String] { [] }
  package static var suggestions: [String: Suggestions<Context>] { [:] }
}
