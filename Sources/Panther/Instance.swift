/// What the configuration says about the Panther instance to talk to.
package struct Instance: Sendable {
  /// Origin and path prefix of the page that names the APIs, such as `https://acme.runpanther.net`.
  package var url: InstanceURL
  /// Bases that the variables name; nil where they are to be discovered.
  package var rest: String?
  package var graphQL: String?
  package var token: Token
  /// Whether plain http to a host other than this one is allowed (and, on Apple systems, any certificate).
  package var allowInsecure: Bool
}
