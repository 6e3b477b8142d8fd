package import Cleaning

/// The environment, read as what to talk to. Reading it never fails: a bad variable is reported when the instance is
/// needed.
///
/// | Variable | Meaning |
/// | --- | --- |
/// | `PANTHER_INSTANCE_URL` | console, API or GraphQL URL, or `demo` |
/// | `PANTHER_API_TOKEN` | wins over the file |
/// | `PANTHER_API_TOKEN_FILE` | a file with nothing but the token |
/// | `PANTHER_REST_API_URL`, `PANTHER_GQL_API_URL` | win over what the instance URL leads to |
/// | `PANTHER_ALLOW_INSECURE_INSTANCE` | true, 1, yes, on, enabled: allow plain http to another machine |
package struct Configuration: Sendable {
  /// Whether the sample instance takes the place of a real one.
  package let isDemo: Bool
  /// What is hidden in everything that comes from Panther: the token, as soon as it was read.
  package let secrets: KnownSecrets
  private let environment: [String: String]
  /// The token of the caller; nil for the one in the variables.
  private var own: OwnToken?

  /// Keeps the variables of Panther.
  ///
  /// - Parameters:
  ///   - demo: whether the sample instance was asked for on the command line.
  ///   - secrets: learns the token.
  package init(environment: [String: String], demo: Bool, secrets: KnownSecrets = KnownSecrets()) {
    self.secrets = secrets
    let variables = Variables(environment)
    isDemo = demo || variables.text("PANTHER_INSTANCE_URL")?.lowercased() == "demo"
    self.environment = environment.filter { $0.key.hasPrefix("PANTHER_") }
  }

  /// The address in `PANTHER_INSTANCE_URL` as it is understood; nil where there is none.
  package var instanceURL: String? {
    isDemo ? "demo" : (try? Variables(environment).url("PANTHER_INSTANCE_URL", allowInsecure: true))?.text
  }

  /// The same place with the token of a caller.
  package func acting(with own: OwnToken) -> Configuration {
    var copy = self
    copy.own = own
    return copy
  }

  /// The instance that the variables lead to. The file of the token is read anew each time; that of a caller's own
  /// token is not.
  ///
  /// - Throws: which variable is missing or wrong, and what to set.
  package func instance() throws(ConfigurationError) -> Instance {
    guard !isDemo else { return .demo }
    let place = try place()
    let token: Token
    if let own {
      token = own.current
    } else {
      token = try Variables(environment).token()
      secrets.learn(token.value)
    }
    return Instance(page: place.page, endpoints: place.endpoints, token: token, allowInsecure: place.allowInsecure)
  }

  /// Checks everything.
  ///
  /// - Throws: which variable is missing or wrong, and what to set.
  package func checkInstance() throws(ConfigurationError) {
    _ = try instance()
  }

  /// Checks everything but the token.
  ///
  /// - Throws: which variable is missing or wrong, and what to set.
  package func checkPlace() throws(ConfigurationError) {
    if !isDemo { _ = try place() }
  }

  /// Whether plain http to another machine is allowed; not where the variables cannot be used.
  package var allowsInsecure: Bool { (try? place())?.allowInsecure ?? false }

  /// What there is to know of an instance besides the token.
  private typealias Place = (page: InstanceURL?, endpoints: Endpoints, allowInsecure: Bool)

  private func place() throws(ConfigurationError) -> Place {
    let variables = Variables(environment)
    let allowInsecure = try variables.flag("PANTHER_ALLOW_INSECURE_INSTANCE")
    let page = try variables.url("PANTHER_INSTANCE_URL", allowInsecure: allowInsecure)
    let rest = try variables.url("PANTHER_REST_API_URL", allowInsecure: allowInsecure)
    let graphQL = try variables.url("PANTHER_GQL_API_URL", allowInsecure: allowInsecure)
    let restOfGraphQL = graphQL?.removing(suffix: Endpoints.graphQLPath)
    guard let named = rest ?? restOfGraphQL ?? page else {
      throw ConfigurationError(
        "PANTHER_INSTANCE_URL is not set. Set it to the URL of your Panther console, such as "
          + "https://acme.runpanther.net, or to demo for a sample instance.")
    }
    let (endpoints, isCertain) = rest.map { (Endpoints(rest: $0.text), true) } ?? Endpoints.of(named)
    return (
      isCertain || restOfGraphQL != nil ? nil : page,
      Endpoints(rest: endpoints.rest, graphQL: graphQL?.text ?? endpoints.graphQL), allowInsecure
    )
  }
}

extension Configuration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Whether it is the sample instance or a real one; no variable is shown.
  package var description: String { isDemo ? "the sample instance" : "an instance of Panther" }
  /// The same words as `description`.
  package var debugDescription: String { description }
  /// A mirror without the environment, because that holds the token.
  package var customMirror: Mirror { Mirror(self, children: ["isDemo": isDemo]) }
}
