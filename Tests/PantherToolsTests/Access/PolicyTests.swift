import Foundation
import JSON
import Logging
import MCP
import Panther
import PantherTools
import Synchronization
import TestSupport
import Testing

/// Which tools the operator lets clients see and call.
@Suite(.fewAtOnce) struct PolicyTests {
  private static let all = Toolset.all.flatMap(\.tools)
  private static let everything = Set(all.map(\.name))

  private static func names(where holds: (AnyTool<Call>) -> Bool) -> Set<String> {
    Set(all.filter(holds).map(\.name))
  }

  private static func area(_ name: String) -> Set<String> {
    Set(Toolset.all.first { $0.name == name }?.tools.map(\.name) ?? [])
  }

  private static let reading = names { $0.effect == .reads }
  private static let writing = names { $0.effect == .writes || $0.effect == .destructive }
  private static let destructive = names { $0.effect == .destructive }
  private static let spending = names { $0.effect == .spends }

  private func visible(_ policy: Policy) -> Set<String> { Set(policy.tools.map(\.tool.name)) }

  @Test func `nothing said means everything, and nobody is asked`() throws {
    let policy = try Policy()
    #expect(visible(policy) == Self.everything)
    #expect(policy.asks.isEmpty)
  }

  /// Visible are the tools of (toolsets ∪ allow) − block, without those that write where the server is read-only.
  static let table: [(policy: @Sendable () throws -> Policy, expected: Set<String>)] = [
    ({ try Policy(toolsets: ["alerts"]) }, area("alerts")),
    ({ try Policy(toolsets: ["alerts", "users"]) }, area("alerts").union(area("users"))),
    ({ try Policy(toolsets: ["all"]) }, everything),
    ({ try Policy(toolsets: ["reads"]) }, reading),
    ({ try Policy(toolsets: ["get_alert"]) }, ["get_alert"]),
    ({ try Policy(toolsets: ["alerts"], allow: ["get_user"]) }, area("alerts").union(["get_user"])),
    ({ try Policy(allow: ["get_user"]) }, everything),
    ({ try Policy(toolsets: ["schemas"], allow: ["data_lake"]) }, area("schemas").union(area("data_lake"))),
    ({ try Policy(toolsets: ["schemas"], allow: ["destructive"]) }, area("schemas").union(destructive)),
    ({ try Policy(block: ["writes"]) }, everything.subtracting(writing)),
    ({ try Policy(block: ["destructive"]) }, everything.subtracting(destructive)),
    ({ try Policy(block: ["spends", "writes"]) }, reading),
    ({ try Policy(block: ["all"]) }, []),
    ({ try Policy(allow: ["get_alert"], block: ["get_alert"]) }, everything.subtracting(["get_alert"])),
    ({ try Policy(toolsets: ["alerts"], allow: ["all"], block: ["alerts"]) }, everything.subtracting(area("alerts"))),
    ({ try Policy(readOnly: true) }, everything.subtracting(names { !$0.isReadOnly })),
    ({ try Policy(toolsets: ["writes"], allow: ["writes"], readOnly: true) }, []),
    (
      { try Policy(toolsets: ["alerts"], allow: ["disable_detection"], readOnly: true) },
      area("alerts").subtracting(names { !$0.isReadOnly })
    ),
  ]

  @Test(arguments: table.indices) func `what is visible`(_ index: Int) throws {
    #expect(visible(try Self.table[index].policy()) == Self.table[index].expected)
  }

  @Test func `the sets of the table are what they are called`() {
    #expect(Self.writing.isSuperset(of: ["update_alert_status", "disable_detection", "add_alert_comment"]))
    #expect(Self.destructive == ["disable_detection", "save_detection"])
    #expect(Self.spending.contains("query_data_lake"))
    #expect(Self.reading.contains("list_alerts"))
    #expect(Self.writing.isDisjoint(with: Self.names(where: \.isReadOnly)))
  }

  @Test func `tools stay in their order, whatever was said`() throws {
    let order = Self.all.map(\.name)
    let policy = try Policy(toolsets: ["users", "alerts"], allow: ["get_alert"])
    #expect(policy.tools.map(\.tool.name) == order.filter(visible(policy).contains))
  }

  @Test(arguments: [
    (["writes"], writing), (["destructive"], destructive), (["all"], everything),
    (["alerts", "query_data_lake"], area("alerts").union(["query_data_lake"])),
  ])
  func `asks before tools, areas and effects`(_ words: [String], _ expected: Set<String>) throws {
    let policy = try Policy(ask: words)
    #expect(policy.asks == expected)
    #expect(visible(policy) == Self.everything)
  }

  @Test func `other names of a tool mean the tool`() throws {
    for tool in Self.all {
      for alias in tool.aliases {
        #expect(visible(try Policy(toolsets: [alias])) == [tool.name])
        #expect(try Policy(ask: [alias]).asks == [tool.name])
        #expect(!visible(try Policy(block: [alias])).contains(tool.name))
      }
    }
  }

  @Test(arguments: [
    ("alert", "did you mean alerts?"), ("get_alerts", "did you mean"), ("list_alert", "did you mean list_alerts?"),
    ("write", "did you mean writes?"), ("detection", "did you mean detections?"), ("ALERTS", "did you mean alerts?"),
    ("rm -rf", "names rm -rf, which is no toolset, tool or effect\n"), ("", "names , which"),
  ])
  func `a word that names nothing is an error with the near one`(_ word: String, _ words: String) throws {
    let tries: [(flag: String, make: () throws -> Policy)] = [
      ("--toolsets", { try Policy(toolsets: [word]) }), ("--allow", { try Policy(allow: [word]) }),
      ("--block", { try Policy(block: ["alerts", word]) }), ("--ask", { try Policy(ask: [word]) }),
    ]
    for (flag, make) in tries {
      let error = #expect(throws: PolicyError.self) { try make() }
      #expect(error?.description.hasPrefix(flag) == true)
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  // MARK: Profiles

  @Test func `each profile offers what its flags say`() throws {
    for profile in Profile.all {
      let policy = try Policy(profile: profile)
      let words = profile.flags.split(separator: " ").map(String.init)
      func list(_ flag: String) -> [String] {
        words.firstIndex(of: flag).map { words[$0 + 1].split(separator: ",").map(String.init) } ?? []
      }
      let same = try Policy(
        toolsets: list("--toolsets"), ask: list("--ask"), readOnly: words.contains("--read-only"))
      #expect(visible(policy) == visible(same), "\(profile.name)")
      #expect(policy.asks == same.asks, "\(profile.name)")
    }
  }

  /// A tool that changes something and is new has to be named before anybody with a profile gets it.
  @Test func `profiles name each tool that changes something`() throws {
    let changing = Self.names { !$0.isReadOnly && $0.effect != .spends }
    let offered = try Dictionary(
      uniqueKeysWithValues: Profile.all.map { ($0.name, visible(try Policy(profile: $0)).intersection(changing)) })
    #expect(offered["reader"] == [])
    let analyst: Set = [
      "add_alert_comment", "update_alert_status", "update_alert_assignee", "bulk_update_alerts",
      "cancel_data_lake_query", "save_query",
    ]
    let detections: Set = ["save_detection", "enable_detection", "disable_detection"]
    #expect(offered["analyst"] == analyst)
    #expect(offered["engineer"] == analyst.union(detections).subtracting(["bulk_update_alerts"]))
    #expect(offered["admin"] == analyst.union(detections))
    #expect(try Policy(profile: Profile(named: "admin")).asks.isSuperset(of: Self.destructive))
  }

  @Test func `other flags narrow a profile, and names are allowed besides`() throws {
    let analyst = try Profile(named: "analyst")
    let alerts = visible(try Policy(profile: analyst, toolsets: ["alerts"]))
    #expect(alerts == Self.area("alerts"))
    #expect(visible(try Policy(profile: analyst, toolsets: ["destructive"])) == [])
    #expect(visible(try Policy(profile: analyst, allow: ["save_detection"])).contains("save_detection"))
    #expect(!visible(try Policy(profile: analyst, block: ["list_alerts"])).contains("list_alerts"))
    #expect(!(try Policy(profile: analyst, readOnly: true).changesAnything))
    #expect(!(try Policy(profile: Profile(named: "reader"), allow: ["writes"]).changesAnything))
    #expect(try Policy(profile: analyst, ask: ["writes"]).asks.isSuperset(of: Self.writing))
  }

  @Test func `an unknown profile is an error with the near one`() {
    let error = #expect(throws: PolicyError.self) { try Profile(named: "analist") }
    #expect(
      error?.description
        == "--profile takes reader, analyst, engineer, admin, not analist; did you mean analyst?")
  }

  // MARK: Inventory

  @Test func `the inventory says of each tool what it does, needs and reads`() throws {
    let policy = try Policy(ask: ["destructive"])
    let inventory = policy.inventory
    #expect(inventory.compactMap { $0["name"]?.string } == policy.tools.map(\.tool.name))
    for item in inventory {
      let name = item["name"]?.string ?? ""
      #expect(item["reads"]?.array?.isEmpty == false, "\(name)")
      #expect(item["permissions"]?.object?.keys.count == 1, "\(name)")
      #expect(item["toolset"] != "", "\(name)")
    }
    var saving = inventory.first { $0["name"] == "save_detection" }?.object ?? [:]
    saving["digest"] = nil
    let expected: JSON = [
      "name": "save_detection", "toolset": "detections", "effect": "destructive", "asks": true,
      "permissions": ["anyOf": ["RuleModify", "PolicyModify"]], "reads": ["detections", "logs"],
    ]
    #expect(.object(saving) == expected)
    // What a model is told about one tool does not depend on the others, but on whether its calls ask.
    let digests = Set(inventory.compactMap { $0["digest"]?.string })
    #expect(digests.count == inventory.count && digests.allSatisfy { $0.hasPrefix("sha256:") && $0.utf8.count == 71 })
    let other = try Policy(toolsets: ["alerts"], ask: ["get_alert"]).inventory
    for item in other {
      let same = inventory.first { $0["name"] == item["name"] }?["digest"] == item["digest"]
      #expect(same == (item["name"] != "get_alert"), "\(item["name"]?.text ?? "")")
    }
  }

  // MARK: Hidden tools

  @Test func `a hidden tool is unknown, by each of its names, and nothing is sent`() async throws {
    let bench = Bench(policy: try Policy(readOnly: true))
    for tool in Self.all where !tool.isReadOnly {
      for name in [tool.name] + tool.aliases {
        let result = try await bench.call(name, [:])
        #expect(result.isError && result.text.hasPrefix("Unknown tool: \(name)"))
      }
    }
    #expect(bench.sent.isEmpty)
  }

  @Test func `the resources of hidden tools are gone`() throws {
    let bench = Bench(policy: try Policy(block: ["alerts"]))
    let shown = ResourceShelf([], pantherTemplates, toolbox: bench.toolbox).templates
    #expect(shown.count == pantherTemplates.count { !Self.area("alerts").contains($0.tool) })
    #expect(shown.count < pantherTemplates.count)
  }

  @Test func `tools that ask take a token and tell the host`() throws {
    let bench = Bench(policy: try Policy(ask: ["writes"]))
    for tool in bench.toolbox.listing(for: .modern)["tools"]?.array ?? [] {
      let asks = Self.writing.contains(tool["name"]?.string ?? "")
      #expect((tool["inputSchema"]?["properties"]?["confirm_token"] != nil) == asks)
      #expect((tool["_meta"]?["anthropic/requiresUserInteraction"] == true) == asks)
    }
  }

  // MARK: The token's permissions

  private func served(_ bench: Bench, patience: Duration = .seconds(300)) async throws -> (Set<String>?, String) {
    let pipe = Pipe()
    let log = Log(level: .warning, file: pipe.fileHandleForWriting)
    let names = try await Policy().served(by: bench.panther, log, patience: patience)
    log.flush()
    try pipe.fileHandleForWriting.close()
    return (names, String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self))
  }

  @Test func `only what the token can serve is left`() async throws {
    let bench = Bench()
    bench.answer("GET /api-tokens/self", ["permissions": ["AlertRead", "SomethingNew"]])
    let (names, log) = try await served(bench)
    #expect(names?.isSuperset(of: ["list_alerts", "get_alert"]) == true)
    #expect(names?.isDisjoint(with: ["update_alert_status", "query_data_lake", "disable_detection"]) == true)
    #expect(log.isEmpty)
  }

  @Test func `any of several permissions is enough, and none needs none`() async throws {
    for (permissions, tool) in [(["PolicyRead"], "list_global_helpers"), (["RuleRead"], "list_global_helpers")] {
      let bench = Bench()
      bench.answer("GET /api-tokens/self", ["permissions": JSON(permissions)])
      #expect(try await served(bench).0?.contains(tool) == true, "\(permissions)")
    }
    let bench = Bench()
    bench.answer("GET /api-tokens/self", ["permissions": []])
    let free = Set(Toolset.all.flatMap(\.entries).filter { $0.permissions.list.isEmpty }.map(\.tool.name))
    #expect(try await served(bench).0 == free)
  }

  @Test(arguments: ["{}", #"{"permissions":null}"#, #"{"permissions":"AlertRead"}"#, "[]"])
  func `an answer without permissions hides nothing, and the log says so`(_ body: String) async throws {
    let bench = Bench()
    bench.answer("GET /api-tokens/self", try JSON(parsing: body))
    let (names, log) = try await served(bench)
    #expect(names == nil)
    #expect(log.contains("permissions could not be read, so every tool is listed"))
  }

  @Test func `a refusal hides nothing, and the log has no secret`() async throws {
    let bench = Bench()
    bench.answer("GET /api-tokens/self", ["message": .string("bad token \(Bench.token)")], status: 401)
    let (names, log) = try await served(bench)
    #expect(names == nil)
    #expect(log.contains("could not be read") && !log.contains(Bench.token))
  }

  @Test func `nobody waits for long`() async throws {
    let bench = Bench()
    let gate = Gate()
    bench.answer("GET /api-tokens/self") { _ in
      try await gate.pass()
      return HTTPResponse(json: ["permissions": []])
    }
    let (names, log) = try await served(bench, patience: .milliseconds(50))
    #expect(names == nil)
    #expect(log.contains("could not be read"))
  }
}
