import Cleaning
import MCP
import PantherTools

/// What flags and variables say about this run.
struct Settings {
  let environment: [String: String]
  let demo: Bool
  let limits: OutputLimits
  let policy: Policy
  /// The profile that the policy begins with; nil for none.
  let profile: Profile?
  /// Who answers for this server, in the operator's words; nil where nobody said.
  let owner: String?
  let matchesToken: Bool
  let redacts: Bool
  let rateLimit: RateLimit?
  let auditLog: String?
  let auditRequired: Bool
  /// Nil for stdio.
  let http: HTTPSettings?
  let logFile: String?
  let logLevel: String?
  /// What the operator should know of the settings, for the log.
  let warnings: [String]
  let values: FlagValues
  /// The files that hold secrets, by what names them.
  private let secretFiles: [(name: String, path: String)]

  init(flags: [Flag: String], environment: [String: String]) throws(UsageError) {
    let values = FlagValues(flags: flags, environment: environment)
    self.values = values
    self.environment = environment
    secretFiles = Self.secretFiles(values, environment)
    demo = values.isGiven(.demo)
    logFile = values.text(.logFile)
    logLevel = values.text(.logLevel)
    let servesHTTP = try Self.servesHTTP(values)
    warnings = try LostSettings(environment, servesHTTP: servesHTTP).warnings
    do throws(UsageError) {
      http = servesHTTP ? try HTTPSettings(values, environment) : nil
    } catch {
      // Tokens may be missing because the name of their variable is not quite right.
      throw UsageError(([error.description] + warnings).joined(separator: " "))
    }
    let characters = try values.number(
      .maxResultChars, where: { $0 == 0 || (1000...1_000_000_000).contains($0) }, "0 (no limit) or at least 1000")
    limits = characters.map { OutputLimits(hard: Int($0)) } ?? OutputLimits()
    let rate = try values.number(
      .rateLimit, where: { (0.1...10_000).contains($0) }, "a number of calls from 0.1 to 10000")
    // Over HTTP there is a limit by default, because nobody watches what all the callers of a shared server do.
    rateLimit = (rate ?? (http == nil ? nil : 10)).map { RateLimit(perSecond: $0, costly: max($0 / 10, 0.1)) }
    matchesToken = try values.isOn(.matchToken)
    redacts = try !values.isOn(.noRedact)
    auditLog = values.text(.auditLog)
    auditRequired = try values.isOn(.auditRequired)
    guard auditLog?.isEmpty != true, auditLog == nil || auditLog != logFile else {
      throw UsageError("--audit-log needs a FILE of its own")
    }
    guard !auditRequired || auditLog != nil else { throw UsageError("--audit-required needs --audit-log FILE") }
    owner = try Self.owner(values)
    do throws(PolicyError) {
      profile = try values.text(.profile).map { (name) throws(PolicyError) in try Profile(named: name.trimmed) }
    } catch {
      throw UsageError(error.description)
    }
    policy = try Self.policy(values, profile)
  }

  private static func secretFiles(
    _ values: FlagValues, _ environment: [String: String]
  ) -> [(name: String, path: String)] {
    let flags: [Flag] = [.httpTokenFile, .oauthCallersFile, .stateKeyFile, .oauthClientSecretFile]
    let files =
      flags.map { ($0.names, values.text($0)) } + [
        (ClientLaunch.tokenFileVariable, environment[ClientLaunch.tokenFileVariable])
      ]
    return files.compactMap { name, path in path.map { (name, $0) } }
  }

  /// What is wrong with the rights of files that hold secrets, in sentences. In a container nobody else is there, and
  /// Docker lets everybody read what it mounts.
  var rightsOfSecretFiles: [String] {
    isInContainer ? [] : secretFiles.compactMap { secretFileWarning($0.path, $0.name) }
  }

  /// Whether the program runs in its image, which sets the same variable as the image of the Python server.
  var isInContainer: Bool { environment["MCP_PANTHER_DOCKER_RUNTIME"]?.lowercased() == "true" }

  private static func servesHTTP(_ values: FlagValues) throws(UsageError) -> Bool {
    switch values.text(.transport)?.lowercased() {
    case nil, "stdio": return false
    case "streamable-http", "http": return true
    case let other?:
      throw UsageError("\(Flag.transport.rawValue) takes stdio or streamable-http, not \(other.prefix(40))")
    }
  }

  private static func owner(_ values: FlagValues) throws(UsageError) -> String? {
    guard let owner = values.text(.owner)?.trimmed, !owner.isEmpty else { return nil }
    guard owner.count <= 200, !owner.contains(where: \.isNewline), owner == owner.shown(upTo: 200) else {
      throw UsageError("\(Flag.owner.rawValue) takes one line of at most 200 characters that can all be seen")
    }
    return owner
  }

  private static func policy(_ values: FlagValues, _ profile: Profile?) throws(UsageError) -> Policy {
    let readOnly = try values.isOn(.readOnly)
    let draws = try !values.isOn(.noApps)
    let maxRows = try values.number(
      .maxRows, where: { (1...1e15).contains($0) && $0 == $0.rounded() }, "a whole number of rows from 1")
    let maxScan = try values.bytes(.maxScan)
    do throws(PolicyError) {
      return try Policy(
        profile: profile, toolsets: values.list(.toolsets), allow: values.list(.allow), block: values.list(.block),
        ask: values.list(.ask), readOnly: readOnly,
        borders: try DataBorders(
          databases: values.list(.databases), maxRows: maxRows.map { Int($0) }, maxScan: maxScan), draws: draws)
    } catch {
      throw UsageError(error.description)
    }
  }
}
