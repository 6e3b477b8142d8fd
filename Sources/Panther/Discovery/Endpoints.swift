/// The URLs of the two APIs of an instance. Neither ends in a slash.
package struct Endpoints: Sendable, Equatable {
  /// The base of the REST API, such as `https://api.acme.runpanther.net`.
  package let rest: String
  /// The URL of the GraphQL API, such as `https://api.acme.runpanther.net/public/graphql`.
  package let graphQL: String
  /// The address of the Console, such as `https://acme.runpanther.net`; nil where it is not known for certain.
  package let console: String?
  /// What an error says in addition when these URLs do not answer as Panther would.
  package let note: String?

  init(rest: String, graphQL: String? = nil, console: String? = nil, note: String? = nil) {
    (self.rest, self.console) = (rest, console)
    self.graphQL = graphQL ?? rest + Self.graphQLPath
    self.note = note
  }

  static let graphQLPath = "/public/graphql"
}

extension Endpoints {
  /// The APIs that a URL means by itself, as Panther's own tools read it. `isCertain` is true when the URL is that of
  /// an API and not of a page that may name the APIs.
  ///
  /// The console of `acme.runpanther.net` has its API at `api.acme.runpanther.net`; a custom domain may or may not have
  /// such a subdomain, so there the host itself is tried. The URL of a self-hosted gateway keeps its stage, `/v1`.
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
