import Cleaning
import Panther

/// Checks what a first run needs, in the order in which things go wrong.
struct Doctor {
  enum Status: String {
    case ok, warning, failed
    /// Not checked, because what it needs failed or is not there.
    case skipped
  }

  /// What a check found.
  struct Finding {
    let check: String
    let status: Status
    let text: String

    /// - Parameter text: what was found. It may quote the instance, so it is cleaned.
    init(_ check: String, _ status: Status, _ text: String) {
      var sanitizer = Sanitizer(redacts: true)
      (self.check, self.status, self.text) = (check, status, sanitizer.clean(text))
    }
  }

  let program: Program
  let skew = ClockSkew()

  init(_ program: Program) {
    self.program = program
  }

  /// Makes all checks that can be made, and reports each finding as soon as it is there.
  func examine(_ report: (Finding) -> Void) async {
    func skip(_ checks: [String], _ reason: String) {
      for check in checks { report(Finding(check, .skipped, reason)) }
    }
    let needToken = ["permissions", "data lake", "version", "clock"]

    let variables = checkVariables()
    report(variables)
    guard variables.status == .ok else {
      return skip(["name", "address", "instance", "token"] + needToken, "needs the variables")
    }
    report(checkProxies())

    let endpoints: Endpoints
    do {
      endpoints = try await panther.endpoints()
    } catch {
      return report(Finding("address", .failed, "\(error)"))
    }
    if let name = await checkName(endpoints) { report(name) }
    report(Finding("address", .ok, "well-formed: REST \(endpoints.rest), GraphQL \(endpoints.graphQL)"))
    if let note = endpoints.note { report(Finding("address", .warning, note)) }

    let token = await checkToken(endpoints)
    token.forEach(report)
    if token.first?.status == .failed, token.count == 1 { return skip(["token"] + needToken, "needs the instance") }
    guard token.allSatisfy({ $0.status != .failed }) else { return skip(needToken, "needs the token") }
    report(await checkDataLake())
    report(await checkVersion())
    report(checkClock())
  }

  /// The client for one request: it gives up after 15 seconds, and its answer tells the time of the instance.
  var panther: PantherClient {
    var panther = program.panther
    panther.deadline = .now + .seconds(15)
    panther.observe = { [skew] in skew.note($0.date) }
    return panther
  }
}
