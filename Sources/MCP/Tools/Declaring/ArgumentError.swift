/// What is wrong with the arguments of a call, in words that help a model to correct it.
package struct ArgumentError: Error, CustomStringConvertible {
  /// One sentence for each problem.
  package let problems: [String]

  /// An error of these problems.
  package init(_ problems: [String]) {
    self.problems = problems
  }

  package var description: String { problems.joined(separator: "\n") }
}
