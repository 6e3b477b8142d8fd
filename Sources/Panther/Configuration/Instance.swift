/// What the configuration says about the Panther instance to talk to.
package struct Instance: Sendable {
  /// The page that may name the APIs, such as `https://acme.runpanther.net`; nil when nothing is left to discover.
  let page: InstanceURL?
  /// Where the APIs are unless the page says otherwise.
  let endpoints: Endpoints
  package let token: Token
  /// Whether plain http to a host other than this one is allowed (and, on Apple systems, any certificate).
  package let allowInsecure: Bool
}

extension Instance {
  /// Of the sample instance; nothing is ever sent to these hosts.
  static let demo = Instance(
    page: nil, endpoints: Endpoints(rest: "https://demo.invalid"), token: Token("demo-instance-key"),
    allowInsecure: false)
}
