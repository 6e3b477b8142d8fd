import Audit
import Cleaning
import Foundation
import Logging
import MCP
import Panther
import PantherDemo
import PantherTools
import Sealing

/// What the program is made of, built once from its settings: the log, the way to Panther, and the gates before calls.
/// What clients see of it is its surface.
///
/// Nothing here sends a request, and only the log, and a file that holds the token, are opened.
struct Program {
  let settings: Settings
  /// The secrets of this process. They are hidden in all that it sends and writes.
  let secrets: KnownSecrets
  let log: Log
  private(set) var configuration: Configuration
  /// The client of the Panther instance, or of the demo instance.
  private(set) var panther: PantherClient
  /// Whether several callers, who are told apart, use its Panther token.
  private(set) var sharesToken: Bool
  /// Who has which id, as each token may see it.
  let people = PeopleDirectory()
  /// The data lake queries that were started.
  let started = StartedQueries()
  /// The time of the demo instance, at which it stands still; nil for a real instance.
  let demoTime: Date?
  /// The audit log; nil for none.
  let audit: AuditLog?
  /// What every call passes before its tool runs: consent, rate limit and audit log. All callers share them.
  let gates: Gates

  /// - Parameter state: how what clients bring back later is kept.
  init(_ settings: Settings, state: ClientState = .inThisProcess) {
    self.settings = settings
    secrets = settings.secrets
    log = settings.makeLog(hiding: secrets)
    for warning in settings.warnings { log.warning(warning) }
    sharesToken = settings.http?.hasSeveralCallers ?? false
    configuration = Configuration(environment: settings.environment, demo: settings.demo, secrets: secrets)
    demoTime = configuration.isDemo ? DemoInstance.now(environment: settings.environment) : nil
    panther = PantherClient(
      configuration, transport: Self.transport(configuration, demoTime),
      userAgent: Self.userAgent(isInContainer: settings.isInContainer))
    audit = Self.auditLog(settings, log, secrets)
    gates = Gates(
      rateLimit: settings.rateLimit, cursors: state.cursors(configuration), audit: audit, secrets: secrets)
  }

  /// The same program for callers with a Panther token of their own. It shares connections, logs and gates; whatever is
  /// kept of what Panther answers is kept for each token apart.
  func acting(with own: OwnToken) -> Program {
    var copy = self
    (copy.configuration, copy.panther) = (configuration.acting(with: own), panther.acting(with: own))
    copy.sharesToken = false
    return copy
  }

  /// Which tools there are, and which of them wait for a person's yes.
  var policy: Policy { settings.policy }

  /// What clients see under the operator's policy.
  var surface: Surface { Surface(self, policy) }

  /// What clients are served with where all of them are offered the same.
  var service: Service { surface.service(isPersonal: false) }

  /// Why no call to Panther can succeed yet: a variable that is missing or wrong. Nil where nothing is known to be.
  var problem: String? {
    do throws(ConfigurationError) {
      try settings.http?.requiresOwnToken == true ? configuration.checkPlace() : configuration.checkInstance()
      return nil
    } catch {
      return error.description
    }
  }

  private static func transport(_ configuration: Configuration, _ demoTime: Date?) -> any Transport {
    if let demoTime { return DemoInstance(now: demoTime) }
    // A configuration that cannot be used allows nothing; the first call says what is wrong with it.
    return URLSessionTransport(allowInsecure: configuration.allowsInsecure)
  }

  private static func auditLog(_ settings: Settings, _ log: Log, _ secrets: KnownSecrets) -> AuditLog? {
    guard let path = settings.auditLog else { return nil }
    let audit = AuditLog(path: path, isRequired: settings.auditRequired, log: log, secrets: secrets)
    audit.check()
    return audit
  }
}
