import Audit
import Logging
import Sealing
import Foundation
import MCP
import Panther
import PantherDemo
import PantherTools
import JSON

/// The program's parts, put together from its settings. Nothing here touches the network or writes a file.
struct Program {
  static let version = "3.0.0"
  static let image = "ghcr.io/panther-labs/mcp-panther"

  let settings: Settings
  let log: Log
  let configuration: Configuration
  let panther: PantherClient
  let policy: Policy
  let toolbox: Toolbox<Call>
  let book: PromptBook<Call>
  let library: Library<Call>
  /// Everything that a client can see.
  let features: [any Feature]
  private let demoNow: Date?
  private let gates: Gates

  /// - Parameters:
  ///   - seal: for what clients bring back.
  ///   - cursors: how lists go on.
  init(_ settings: Settings, seal: Seal = Seal(), cursors: any CursorCarrier = CursorHandles()) {
    let log = settings.makeLog()
    let configuration = Configuration(environment: settings.environment, demo: settings.demo)
    let demoNow = configuration.isDemo ? DemoInstance.now(environment: settings.environment) : nil
    let allowInsecure = (try? configuration.instance())?.allowInsecure ?? false
    let transport: any Transport =
      configuration.isDemo
      ? DemoInstance(now: demoNow ?? Date()) : URLSessionTransport(allowInsecure: allowInsecure)
    let panther = PantherClient(
      configuration, transport: transport, userAgent: Self.userAgent(isInContainer: settings.isInContainer))
    var gates = Gates(consent: Consent(seal: seal), rateLimit: settings.rateLimit, cursors: cursors)
    if let path = settings.auditLog {
      let audit = AuditLog(path: path, isRequired: settings.auditRequired, log: log)
      audit.check()
      gates.audit = audit
    }
    self.init(settings, settings.policy, log, configuration, panther, demoNow, gates)
  }

  private init(
    _ settings: Settings, _ policy: Policy, _ log: Log, _ configuration: Configuration, _ panther: PantherClient,
    _ demoNow: Date?, _ gates: Gates
  ) {
    (self.settings, self.policy, self.log, self.configuration) = (settings, policy, log, configuration)
    (self.panther, self.demoNow, self.gates) = (panther, demoNow, gates)
    var gates = gates
    gates.asks = policy.asks
    if settings.matchesToken { gates.serves = { await policy.served(by: panther, log) } }
    toolbox = Toolbox(
      policy.tools.map(\.tool), limits: settings.limits, redacts: settings.redacts,
      banner: configuration.isDemo ? ["demo": "Sample data of the built-in demo instance, no real Panther."] : [:],
      gates: gates, now: { demoNow ?? Date() }
    ) { Call($0, panther: panther) }
    book = PromptBook(pantherPrompts, visible: Set(toolbox.tools.map(\.name)))
    let report = ConfigurationReport(
      settings: settings, policy: policy, configuration: configuration, panther: panther,
      prompts: book.prompts.map(\.name))
    library = Library([report.resource], pantherTemplates, toolbox: toolbox)
    features = [toolbox, book, library, Completions(book, library)]
  }

  /// What clients are served with.
  var service: Service { service(isPersonal: false) }

  func service(isPersonal: Bool) -> Service {
    Service(identity: identity, features: features, log: log, isPersonal: isPersonal)
  }

  /// The same program with other tools: limits, evidence and what was agreed to are shared.
  func with(_ policy: Policy) -> Program {
    Program(settings, policy, log, configuration, panther, demoNow, gates)
  }

  private var identity: Identity {
    Identity(
      name: "mcp-panther", title: "Panther", version: Self.version, instructions: Instructions.text(for: policy))
  }

  /// Panther's audit log shows it.
  private static func userAgent(isInContainer: Bool) -> String {
    #if os(macOS)
      let system = "macOS"
    #else
      let system = "Linux"
    #endif
    let docker = isInContainer ? "; Docker" : ""
    return "mcp-panther/\(version) (Swift; \(system)\(docker))"
  }
}

func standardError(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
}
