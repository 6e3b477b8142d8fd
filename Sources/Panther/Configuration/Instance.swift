/// What the configuration says about the Panther instance to talk to.
package struct Instance: Sendable {
  /// The page that may name the APIs, such as `https://acme.runpanther.net`; nil when nothing is left to discover.
  let page: InstanceURL?
  /// The addresses of the APIs unless the page names others.
  let endpoints: Endpoints
  /// The token that every request to the APIs carries.
  package let token: Token
  /// Whether plain http to another machine is allowed and, on Apple systems, any certificate.
  package let allowInsecure: Bool
}

extension Instance {
  /// The sample instance. Its host does not exist, and nothing is ever sent to it.
  static let demo = Instance(
    page: nil, endpoints: Endpoints(rest: "https://demo.invalid"), token: Token("demo-instance-key"),
    allowInsecure: false)
}
