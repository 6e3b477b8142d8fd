import Foundation
import MCP
import Panther
import PantherTools
import Synchronization
import JSON

/// Checks what a first run needs, in the order in which things go wrong.
struct Doctor {
  enum Status: String {
    case ok, warning, failed
    /// Not looked at, because what it needs failed.
    case skipped
  }

  struct Finding {
    let check: String
    let status: Status
    let text: String
  }

  private let program: Program
  private let panther: PantherClient
  private let clock = Clock()

  init(_ program: Program) {
    self.program = program
    var panther = program.panther
    let clock = self.clock
    panther.observe = { clock.note($0.date) }
    self.panther = panther
  }

  /// Hands out each finding as soon as it is there.
  func examine(_ report: (Finding) -> Void) async {
    func found(_ check: String, _ status: Status, _ text: String) {
      report(Finding(check: check, status: status, text: text))
    }
    do {
      _ = try program.configuration.instance()
      found("variables", .ok, program.configuration.isDemo ? "the built-in demo instance" : "complete")
    } catch {
      found("variables", .failed, "\(error)")
      for check in ["name", "address", "token", "permissions", "data lake", "version", "clock"] {
        found(check, .skipped, "needs the variables")
      }
      return
    }
    found("proxy", .ok, proxies)
    let endpoints: Endpoints
    do {
      endpoints = try await limited().endpoints()
    } catch {
      found("address", .failed, "\(error)")
      return
    }
    await checkName(endpoints, found)
    found("address", .ok, "REST \(endpoints.rest), GraphQL \(endpoints.graphQL)")
    guard await checkToken(found) else {
      for check in ["permissions", "data lake", "version", "clock"] { found(check, .skipped, "needs the token") }
      return
    }
    await checkDataLake(found)
    await checkVersion(found)
    checkClock(found)
  }

  private typealias Report = (String, Status, String) -> Void

  private func limited() -> PantherClient {
    var panther = panther
    panther.deadline = .now + .seconds(15)
    return panther
  }

  private func checkName(_ endpoints: Endpoints, _ found: Report) async {
    guard !program.configuration.isDemo, let host = URL(string: endpoints.rest)?.host() else { return }
    let addresses = await Self.addresses(of: host)
    if addresses.isEmpty {
      found("name", .warning, "\(host) has no address here (fine behind a proxy that resolves names)")
    } else {
      found("name", .ok, "\(host) is \(addresses.prefix(3).joined(separator: ", "))")
    }
  }

  /// - Returns: whether the instance took the token.
  private func checkToken(_ found: Report) async -> Bool {
    do {
      let token = try await limited().get("api-tokens/self")
      let name = token["name"]?.string.map { "“\($0)”" } ?? "valid"
      let addresses = (token["allowedCIDRBlocks"]?.array ?? []).compactMap(\.string)
      let limits = addresses.isEmpty ? "" : ", from \(addresses.joined(separator: ", "))"
      if let text = token["expiresAt"]?.string, let end = try? Date(text, strategy: .iso8601) {
        let days = Int(end.timeIntervalSinceNow / 86_400)
        found("token", days < 14 ? .warning : .ok, "\(name), expires \(text) (in \(days) days)\(limits)")
      } else {
        found("token", .ok, "\(name), does not expire\(limits)")
      }
      checkPermissions((token["permissions"]?.array ?? []).compactMap(\.string), found)
      return true
    } catch let error as PantherError where error.kind == .forbidden {
      found("token", .ok, "valid, but it may not read what it may do (Read API Token Info)")
      found("permissions", .skipped, "needs Read API Token Info")
      return true
    } catch {
      found("token", .failed, "\(error)")
      return false
    }
  }

  private func checkPermissions(_ held: [String], _ found: Report) {
    let entries = program.settings.policy.tools
    let unusable = entries.filter { !$0.permissions.isSatisfied(by: held) }
    guard !unusable.isEmpty else { return found("permissions", .ok, "all \(entries.count) tools work") }
    let missing = Dictionary(grouping: unusable) { $0.permissions.text }
      .map { "\($0.key): for \($0.value.map(\.tool.name).joined(separator: ", "))" }.sorted()
    found(
      "permissions", .warning,
      "\(entries.count - unusable.count) of \(entries.count) tools work. To add:\n"
        + missing.map { "  \($0)" }.joined(separator: "\n"))
  }

  private func checkDataLake(_ found: Report) async {
    do {
      let data = try await limited().run(Operation("query DoctorDatabases { dataLakeDatabases { name } }"))
      found("data lake", .ok, "\(data["dataLakeDatabases"]?.array?.count ?? 0) databases")
    } catch let error as PantherError where error.kind == .forbidden {
      found("data lake", .warning, "the token may not query it")
    } catch {
      found("data lake", .failed, "\(error)")
    }
  }

  private func checkVersion(_ found: Report) async {
    do {
      let data = try await limited().run(Operation("query DoctorVersion { generalSettings { pantherVersion } }"))
      found("version", .ok, "Panther \(data["generalSettings"]?["pantherVersion"]?.string ?? "unknown")")
    } catch {
      found("version", .ok, "not readable with this token")
    }
  }

  private func checkClock(_ found: Report) {
    guard let skew = clock.skew else { return found("clock", .ok, "the instance does not tell its time") }
    let seconds = Int(skew.rounded())
    found(
      "clock", abs(seconds) > 120 ? .warning : .ok,
      abs(seconds) > 120
        ? "this machine is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") the instance: times like 24h are off"
        : "within \(abs(seconds)) s of the instance")
  }

  private var proxies: String {
    let names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"]
    let set = names.filter { program.settings.environment[$0]?.isEmpty == false }
    return set.isEmpty ? "none" : "from \(set.joined(separator: ", "))"
  }

  /// Resolves on a thread of its own, because the system's function blocks.
  private static func addresses(of host: String) async -> [String] {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Host(name: host).addresses) }
    }
  }
}

/// The difference between this machine's clock and the instance's, from the last answer.
private final class Clock: Sendable {
  private let seconds = Mutex<Double?>(nil)

  var skew: Double? { seconds.withLock { $0 } }

  func note(_ date: String?) {
    guard let date, let theirs = try? Date(date, strategy: Self.header) else { return }
    let skew = Date().timeIntervalSince(theirs)
    seconds.withLock { $0 = skew }
  }

  /// `Fri, 20 Nov 2026 08:00:00 GMT`.
  private static var header: Date.ParseStrategy {
    Date.ParseStrategy(
      format: """
        \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT
        """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt)
  }
}
