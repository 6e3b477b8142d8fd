/// An environment variable that no flag stands for.
struct Variable {
  let name: String
  let purpose: String
  /// Whether it keeps somebody out; see `Flag.protects`.
  let protects: Bool

  private init(_ name: String, _ purpose: String, protects: Bool = false) {
    (self.name, self.purpose, self.protects) = (name, purpose, protects)
  }

  /// In the order of the help.
  static let all = [
    Variable("PANTHER_INSTANCE_URL", "the URL of your Panther Console, such as https://acme.runpanther.net, or demo"),
    Variable("PANTHER_API_TOKEN", "an API token of that instance"),
    Variable("PANTHER_API_TOKEN_FILE", "a file that holds this token, instead"),
    Variable("PANTHER_REST_API_URL", "where the REST API is, if not where the instance says"),
    Variable("PANTHER_GQL_API_URL", "where the GraphQL API is, if not where the instance says"),
    Variable("PANTHER_ALLOW_INSECURE_INSTANCE", "true allows plain http to a host that is not this one"),
    Variable("MCP_HTTP_TOKEN", "HTTP: one bearer token for everybody, instead of a file", protects: true),
    Variable(
      "MCP_OAUTH_CLIENT_SECRET", "HTTP: the client secret used for introspection, instead of a file",
      protects: true),
    Variable("PANTHER_DEMO_NOW", "fixes the clock of the demo instance, such as 2026-11-20T08:00:00Z"),
    Variable("MCP_PANTHER_DOCKER_RUNTIME", "true, set by the image: says so in the user agent"),
    Variable("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "proxies, as other programs use them"),
  ]
}
