/// Where the two APIs of an instance are; neither ends in a slash.
package struct Endpoints: Sendable, Equatable {
  package let rest: String
  package let graphQL: String
  /// What to tell when these do not answer as Panther would.
  let note: String?

  init(rest: String, graphQL: String? = nil, note: String? = nil) {
    self.rest = rest
    self.graphQL = graphQL ?? rest + Self.graphQLPath
    self.note = note
  }

  static let graphQLPath = "/public/graphql"
}

extension Endpoints {
  /// The APIs that a URL itself means, as Panther's own tools read it; `isCertain` when it cannot be a mere page.
  ///
  /// The console of `acme.runpanther.net` has its API at `api.acme.runpanther.net`; a custom domain may or may not have
  /// such a subdomain, so there the host itself is tried. A self-hosted gateway keeps its stage, `/v1`.
  static func of(_ url: InstanceURL) -> (endpoints: Endpoints, isCertain: Bool) {
    if let base = url.removing(suffix: graphQLPath) ?? url.removing(suffix: "/internal/graphql") {
      return (Endpoints(rest: base.text), true)
    }
    if url.path.hasSuffix("/v1") || url.host.hasPrefix("api.") || url.host.contains(".execute-api.") {
      return (Endpoints(rest: url.text), true)
    }
    var base = url
    if url.path.isEmpty, url.host.hasSuffix(".runpanther.net") { base.host = "api." + url.host }
    return (Endpoints(rest: base.text), false)
  }
}
