import JSON
import MCP
import Panther
import PantherTools

/// What `config://panther` says: where this server talks to and what is switched on. Never a secret.
struct ConfigurationReport: Sendable {
  let program: Program
  let policy: Policy
  /// The names of the prompts that can be seen.
  let prompts: [String]

  var resource: Resource {
    Resource(
      "config://panther", name: "config", title: "Configuration",
      summary: "Where this server talks to, its version, and what is switched on."
    ) { await json() }
  }

  private func json() async -> JSON {
    let (settings, configuration) = (program.settings, program.configuration)
    var report: JSON.Object = ["version": .string(Program.version), "demo": .bool(configuration.isDemo)]
    report["owner"] = settings.owner.map { .string($0) }
    report["profile"] = settings.profile.map { .string($0.name) }
    report["instance_url"] = configuration.instanceURL.map { .string($0) } ?? .null
    do {
      _ = try configuration.instance()
      report["token"] = "set"
      var panther = program.panther
      panther.deadline = .now + .seconds(5)
      let endpoints = try await panther.endpoints()
      report["rest_api_url"] = .string(endpoints.rest)
      report["gql_api_url"] = .string(endpoints.graphQL)
    } catch {
      report["problem"] = .string("\(error)")
    }
    report["max_result_chars"] = JSON(settings.limits.hard == .max ? 0 : settings.limits.hard)
    report["read_only"] = .bool(!policy.changesAnything)
    report["asks_before"] = JSON(policy.asks.sorted())
    report["redacts_secrets"] = .bool(settings.redacts)
    let databases = policy.borders.databases
    report["databases"] = databases.isEmpty ? "all" : .array(databases.map { JSON($0) })
    report["max_rows"] = policy.borders.maxRows.map { JSON($0) }
    report["max_scan_bytes"] = policy.borders.maxScan.map { JSON($0.bytes) }
    report["draws_answers"] = .bool(policy.draws)
    report["audit_log"] = .bool(settings.auditLog != nil)
    report["available_tools"] = JSON(policy.tools.map(\.tool.name))
    report["inventory"] = .array(policy.inventory)
    report["available_prompts"] = JSON(prompts)
    return .object(report)
  }
}
