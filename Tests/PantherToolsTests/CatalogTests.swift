import Foundation
import JSON
import PantherTools
import TestSupport
import Testing

@testable import MCP

/// What a client sees of the tools, and the rules that all of them keep.
@Suite(.fewAtOnce) struct CatalogTests {
  static let tools = Toolset.all.flatMap(\.tools)
  static let names = Set(tools.map(\.name))
  private static let snapshots = Snapshots()

  // MARK: Nothing is forgotten

  private static func sources() throws -> String {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let root = here.appending(path: "../../Sources/PantherTools").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }
    return try files.filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: root.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
  }

  @Test func `every type that is a tool is in a list, once`() throws {
    let sources = try Self.sources()
    let kinds = Set(["PantherTool"] + sources.matches(of: /protocol (\w+): PantherTool\b/).map { String($0.1) })
    let declared = sources.matches(of: /(?:struct|extension|class|enum) (\w+): ([\w, ]+?) *\{/).filter {
      $0.2.split(separator: ", ").contains { kinds.contains(String($0)) }
    }.map { String($0.1) }
    #expect(declared.count > 10)
    #expect(declared.map { Names.snake($0) }.sorted() == Self.tools.map(\.name).sorted())
  }

  @Test func `every tool has one sample call in the tests`() {
    #expect(Sample.all.map(\.tool).sorted() == Self.names.sorted())
  }

  // MARK: Snapshots

  /// `RECORD_SNAPSHOTS=1 swift test --filter CatalogTests` records all of them again.
  @Test(arguments: tools.map(\.name)) func `the listing is what was agreed on`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    let listing = tool.listing(for: .modern).formatted(sortedKeys: true) + "\n"
    let snapshot = try Self.snapshots.recorded("\(name).json", now: listing)
    #expect(snapshot == listing, "record it with RECORD_SNAPSHOTS=1 and look at the change")
  }

  @Test func `no snapshot is of a tool that is gone`() throws {
    #expect(try Self.snapshots.strays(besides: Self.names.map { "\($0).json" }) == [])
  }

  // MARK: Names and words

  @Test func `names are unique, and stand in a fixed order`() {
    #expect(Self.names.count == Self.tools.count)
    let again = Bench().toolbox.listing(for: .modern)["tools"]?.array
    #expect(again?.compactMap { $0["name"]?.string } == Self.tools.map(\.name))
    #expect(Set(Toolset.all.map(\.name)).count == Toolset.all.count)
  }

  /// The only name that is longer. It is kept because the Python server has the tool under it.
  static let longNames: Set = ["get_bytes_processed_per_log_type_and_source"]

  @Test(arguments: tools.map(\.name)) func `names suit every client`(_ name: String) {
    #expect(name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
    #expect(name.count <= 40 || Self.longNames.contains(name))
  }

  @Test(arguments: tools.map(\.name)) func `descriptions are there and short`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    #expect((20..<1_000).contains(tool.summary.count))
    #expect(tool.summary.utf8.count < 2_000)
    #expect(!tool.title.isEmpty)
    #expect(!tool.summary.contains("\n") && !tool.summary.contains("  "))
    for (property, schema) in tool.properties {
      let description = schema["description"]?.string ?? ""
      #expect((5..<1_000).contains(description.count), "\(property)")
    }
  }

  /// A word is taken for the name of a tool when it begins with the verb of one.
  @Test(arguments: tools.map(\.name))
  func `tools that descriptions mention exist`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    let verbs = Set(Self.names.compactMap { $0.split(separator: "_").first })
    let texts = [tool.summary] + tool.properties.compactMap { $0.schema["description"]?.string }
    for text in texts {
      for word in text.matches(of: /[a-z]+(?:_[a-z0-9]+)+/).map({ String($0.0) }) {
        guard let verb = word.split(separator: "_").first, verbs.contains(verb) else { continue }
        let isArgument = Self.tools.contains { $0.properties.contains { $0.name == word } }
        #expect(Self.names.contains(word) || isArgument, "\(word)")
      }
    }
  }

  // MARK: Schemas

  @Test(arguments: tools.map(\.name))
  func `input schemas are plain objects`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    let schema = try #require(tool.inputSchema.object)
    #expect(schema["type"] == "object")
    #expect(schema["properties"]?.object != nil)
    #expect(schema["additionalProperties"] == false)
    #expect(Set(schema.keys).isSubset(of: ["type", "properties", "required", "additionalProperties"]))
    let required = (schema["required"]?.array ?? []).compactMap(\.string)
    #expect(Set(required).isSubset(of: tool.properties.map(\.name)))
    #expect(schema["required"] == nil || !required.isEmpty)
    for (property, schema) in tool.properties {
      #expect(property.wholeMatch(of: /[a-zA-Z0-9_.-]{1,64}/) != nil)
      try Self.check(schema, "\(name).\(property)")
    }
  }

  /// Keywords that mean the same in draft-07 and 2020-12 and that no client is known to choke on.
  private static let keywords: Set = [
    "type", "description", "enum", "items", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength",
    "uniqueItems", "default", "properties", "required", "additionalProperties",
  ]

  private static func check(_ schema: JSON, _ path: String) throws {
    let members = try #require(schema.object, "\(path)")
    #expect(Set(members.keys).isSubset(of: keywords), "\(path): \(members.keys)")
    let type = try #require(members["type"]?.string, "\(path) has one type")
    #expect(["string", "integer", "number", "boolean", "array", "object"].contains(type))
    if let values = members["enum"]?.array {
      #expect(!values.isEmpty && Set(values.map(\.text)).count == values.count)
      #expect(values.allSatisfy { type == "string" ? $0.string != nil : $0.int != nil }, "\(path)")
      if let fallback = members["default"] { #expect(values.contains(fallback), "\(path)") }
    }
    if let fallback = members["default"]?.int {
      #expect(fallback >= members["minimum"]?.int ?? .min && fallback <= members["maximum"]?.int ?? .max, "\(path)")
    }
    if type == "array" { try check(try #require(members["items"], "\(path)"), "\(path)[]") }
    for member in members["properties"]?.object?.members ?? [] { try check(member.value, "\(path).\(member.key)") }
  }

  @Test(arguments: tools.map(\.name))
  func `output schemas, where there are any, are objects`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    guard let schema = tool.outputSchema else { return }
    #expect(schema["type"] == "object")
  }

  @Test func `closed values are enumerated`() {
    for (tool, property) in [
      ("list_alerts", "alert_type"), ("list_alerts", "sort_dir"), ("update_alert_status", "status"),
      ("bulk_update_alerts", "status"), ("start_ai_alert_triage", "output_length"),
      ("get_alert_event_stats", "time_window"),
    ] {
      let schema = Self.tools.first { $0.name == tool }?.inputSchema["properties"]?[property]
      let values = schema?["enum"] ?? schema?["items"]?["enum"]
      #expect(values?.array?.isEmpty == false, "\(tool).\(property)")
    }
    let severities = Self.tools.first { $0.name == "list_alerts" }?.inputSchema["properties"]?["severities"]
    #expect(severities?["items"]?["enum"] == ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"])
  }

  // MARK: Annotations

  @Test(arguments: tools.map(\.name))
  func `annotations are honest, whole and standard`(_ name: String) throws {
    let tool = try #require(Self.tools.first { $0.name == name })
    let hints = tool.annotations
    #expect(
      hints.object?.keys.sorted() == [
        "destructiveHint", "idempotentHint", "openWorldHint", "readOnlyHint", "title",
      ])
    let isReadOnly = hints["readOnlyHint"] == true
    // A tool that writes or destroys never says that it is read-only.
    if tool.effect == .reads { #expect(isReadOnly) }
    if tool.effect == .writes || tool.effect == .destructive { #expect(!isReadOnly) }
    #expect((hints["destructiveHint"] == true) == (tool.effect == .destructive))
    if isReadOnly { #expect(hints["idempotentHint"] == true) }
    let verb = name.split(separator: "_")[0]
    let writingVerbs: Set<Substring> = [
      "add", "update", "bulk", "start", "cancel", "create", "delete", "disable", "enable", "rotate", "put", "save",
    ]
    #expect(writingVerbs.contains(verb) != isReadOnly, "\(name)")
    let permissions = try #require(tool.metadata["mcp-panther/permissions"]?.object?.members.first)
    #expect(["allOf", "anyOf"].contains(permissions.key))
  }

  @Test(arguments: Sample.all)
  func `what is called read-only sends nothing that writes`(_ sample: Sample) async throws {
    let tool = try #require(Self.tools.first { $0.name == sample.tool })
    let bench = Bench()
    sample.prepare(bench)
    _ = try await bench.call(sample.tool, sample.arguments)
    guard tool.annotations["readOnlyHint"] == true else { return }
    // The mutation that starts a query changes nothing in Panther, nor does a run of tests. Tools that send one of them
    // say that they spend.
    let writes = bench.lines.filter { !$0.hasPrefix("GET") && !$0.hasPrefix("query") }
    let spending = writes.allSatisfy {
      $0 == "mutation ExecuteQuery" || $0 == "mutation ExecuteAlertActorQuery" || $0.hasSuffix("?run-tests-only=true")
    }
    #expect(writes.isEmpty || spending && tool.effect == .spends)
  }

  // MARK: Size

  @Test func `the default list is small`() {
    var total = 0
    var table = ""
    for tool in Self.tools.sorted(by: { $0.size > $1.size }) {
      total += tool.size
      table += "\(tool.name.padding(toLength: 44, withPad: " ", startingAt: 0))\(tool.size)\n"
    }
    print("\(table)\("total".padding(toLength: 44, withPad: " ", startingAt: 0))\(total) of 34000")
    #expect(total < 34_000)
    #expect(Self.tools.count <= 46)
  }
}

extension AnyTool {
  fileprivate var properties: [(name: String, schema: JSON)] {
    (inputSchema["properties"]?.object?.members ?? []).map { ($0.key, $0.value) }
  }

  /// Characters that a client pays for.
  fileprivate var size: Int { name.count + summary.count + inputSchema.text.count }
}
