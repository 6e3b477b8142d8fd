/// The environment, read as what to talk to. Reading it never fails; a bad variable shows when an instance is needed.
package struct Configuration: Sendable {
  package let isDemo: Bool
  private let settings: Result<Instance, ConfigurationError>

  /// - Parameter demo: whether the sample instance was asked for on the command line.
  package init(environment: [String: String], demo: Bool) {
    isDemo = demo || environment["PANTHER_INSTANCE_URL"] == "demo"
    settings = .failure(ConfigurationError("PANTHER_INSTANCE_URL is not set."))
  }

  package func instance() throws(ConfigurationError) -> Instance {
    try settings.get()
  }
}

/// Which variable is wrong, why, and what to set.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
