import Cleaning
import Foundation
import JSON
import MCP
import Panther
import PantherTools

extension Doctor {
  func checkVariables() -> Finding {
    do {
      _ = try program.configuration.instance()
      return Finding("variables", .ok, program.configuration.isDemo ? "the built-in demo instance" : "complete")
    } catch {
      return Finding("variables", .failed, "\(error)")
    }
  }

  func checkProxies() -> Finding {
    let names = ProxyVariables.named(in: program.settings.environment)
    return Finding("proxy", .ok, names.isEmpty ? ProxyVariables.none : "from \(names.joined(separator: ", "))")
  }

  /// Nil for the demo instance, which has no address.
  func checkName(_ endpoints: Endpoints) async -> Finding? {
    guard !program.configuration.isDemo, let host = URL(string: endpoints.rest)?.host() else { return nil }
    let addresses = await Self.addresses(of: host)
    guard !addresses.isEmpty else {
      return Finding("name", .warning, "\(host) has no address here (fine behind a proxy that resolves names)")
    }
    return Finding("name", .ok, "\(host) has the address \(addresses.prefix(3).joined(separator: ", "))")
  }

  /// Resolves on a thread of its own, because the system's function blocks.
  private static func addresses(of host: String) async -> [String] {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Host(name: host).addresses) }
    }
  }

  /// Checks whether the instance answers, whether it takes the token, and then what the token may do. An instance that
  /// cannot be reached is the only finding.
  func checkToken(_ endpoints: Endpoints) async -> [Finding] {
    let answers = Finding("instance", .ok, program.configuration.isDemo ? "the demo instance answers" : "it answers")
    do {
      let token = try await APIToken.read(from: panther)
      return [answers, describe(token), checkPermissions(token)] + (checkLimits(token).map { [$0] } ?? [])
    } catch let error as PantherError where Self.noAnswer.contains(error.kind) {
      return [Finding("instance", .failed, "it cannot be reached: \(error)")]
    } catch let error as PantherError where error.kind == .forbidden {
      return [
        answers, Finding("token", .ok, "valid, but it may not read what it may do (Read API Token Info)"),
        Finding("permissions", .skipped, "needs Read API Token Info"),
      ]
    } catch let error as PantherError where error.kind == .notFound {
      return [
        Finding(
          "instance", .failed,
          "no API of Panther answers at \(endpoints.rest) (HTTP 404): check PANTHER_INSTANCE_URL, the address of your Console"
        )
      ]
    } catch {
      return [answers, Finding("token", .failed, "\(error)")]
    }
  }

  private static let noAnswer: [PantherError.Kind] = [.unreachable, .tls, .timedOut, .disconnected]

  private func describe(_ token: APIToken) -> Finding {
    let name = token.name.map { "\"\($0.shown(upTo: 100))\"" } ?? "valid"
    let addresses = token.allowedCIDRBlocks
    let limits = addresses.isEmpty ? "" : ", from \(addresses.joined(separator: ", ").shown(upTo: 500))"
    switch token.expiry {
    case .never: return Finding("token", .ok, "\(name), does not expire\(limits)")
    case .unclear(let text):
      return Finding(
        "token", .warning, "\(name), its expiry was not understood: \"\(text.shown(upTo: 40))\"\(limits)")
    case .at(let end):
      // By the clock of the demo instance, whose token is made by it, and in whole seconds, as answers are shown.
      let now = (program.demoTime ?? Date()).timeIntervalSince1970.rounded(.down)
      let left = end.timeIntervalSince1970.rounded(.down) - now
      let days = Int(left / 86_400)
      let words = left > 0 ? "expires" : "expired"
      let distance = left > 0 ? "in \(days) days" : "\(-days) days ago"
      return Finding(
        "token", days < 14 ? .warning : .ok, "\(name), \(words) \(end.formatted(.iso8601)) (\(distance))\(limits)")
    }
  }

  private func checkPermissions(_ token: APIToken) -> Finding {
    let entries = program.policy.tools
    let unusable = token.unusable(among: entries)
    guard !unusable.isEmpty else { return Finding("permissions", .ok, "all \(entries.count) tools work") }
    let missing = Dictionary(grouping: unusable) { $0.permissions.text }
      .map { "  \($0.key): for \($0.value.map(\.tool.name).joined(separator: ", "))" }.sorted()
    return Finding(
      "permissions", .warning,
      "\(entries.count - unusable.count) of \(entries.count) tools work. To add:\n\(missing.joined(separator: "\n"))")
  }

  /// What makes the token worth more to a thief than it must be. Nil for the demo instance, which has no real token.
  private func checkLimits(_ token: APIToken) -> Finding? {
    guard !program.configuration.isDemo else { return nil }
    var problems: [String] = []
    if let age = token.madeAt.map({ Int(-$0.timeIntervalSinceNow / 86_400) }), age > 30 {
      problems.append("It is \(age) days old: rotate it every 30 days.")
    }
    if token.isForAllAddresses { problems.append("It may be used from everywhere: give it a range of addresses.") }
    if token.expiry == .never { problems.append("It does not expire: give it an end.") }
    let superfluous = token.superfluous(for: program.policy.tools)
    if !superfluous.isEmpty {
      problems.append("No tool that is shown needs \(superfluous.sorted().joined(separator: ", ").shown(upTo: 1000)).")
    }
    guard !problems.isEmpty else { return Finding("token limits", .ok, "no more than the tools need") }
    return Finding("token limits", .warning, problems.joined(separator: "\n"))
  }

  func checkDataLake() async -> Finding {
    do {
      let data = try await panther.run(Operation("query DoctorDatabases { dataLakeDatabases { name } }"))
      return Finding("data lake", .ok, "\(data["dataLakeDatabases"]?.array?.count ?? 0) databases")
    } catch let error as PantherError where error.kind == .forbidden {
      return Finding("data lake", .warning, "the token may not query it")
    } catch {
      return Finding("data lake", .failed, "\(error)")
    }
  }

  func checkVersion() async -> Finding {
    do {
      let data = try await panther.run(Operation("query DoctorVersion { generalSettings { pantherVersion } }"))
      return Finding(
        "version", .ok, "Panther \((data["generalSettings"]?["pantherVersion"]?.string ?? "unknown").shown(upTo: 40))")
    } catch {
      return Finding("version", .ok, "not readable with this token")
    }
  }

  func checkClock() -> Finding {
    guard let skew = skew.seconds else { return Finding("clock", .skipped, "the instance does not tell its time") }
    let seconds = Int(skew.rounded())
    guard abs(seconds) > 120 else { return Finding("clock", .ok, "within \(abs(seconds)) s of the instance") }
    return Finding(
      "clock", .warning,
      "this machine is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") the instance: times like 24h are off")
  }
}
