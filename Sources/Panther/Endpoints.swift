/// Where the two APIs of an instance are; neither ends in a slash.
package struct Endpoints: Sendable, Equatable {
  package var rest: String
  package var graphQL: String

  package init(rest: String, graphQL: String) {
    self.rest = rest
    self.graphQL = graphQL
  }
}
