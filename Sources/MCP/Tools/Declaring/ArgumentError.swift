/// Arguments that a tool does not take, or that are not what it takes, in words that help a model to mend the call.
package struct ArgumentError: Error, CustomStringConvertible {
  package let problems: [String]

  package init(_ problems: [String]) {
    self.problems = problems
  }

  package var description: String { problems.joined(separator: "\n") }
}
