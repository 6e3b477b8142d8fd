import Foundation
import JSON
import TestSupport
import Testing
import YAML

@testable import Audit

/// The format, the log schema and the detection that are made from it.
@Suite(.fewAtOnce) struct AuditFormatTests {
  @Test func `a member has one type, whatever the kind of line, because Panther has one column for it`() {
    var types: [String: Set<String>] = [:]
    for field in AuditFormat.common + AuditFormat.records.flatMap(\.fields) {
      types[field.name, default: []].insert("\(field.kind)".prefix { $0 != "(" }.description)
    }
    #expect(types.filter { $0.value.count > 1 }.isEmpty)
    #expect(Set(AuditFormat.records.map(\.event)).count == AuditFormat.records.count)
  }

  @Test func `no text breaks a table`() {
    #expect(!AuditFormat.tables.split(separator: "\n").contains { $0.hasPrefix("|") && $0.count { $0 == "|" } != 5 })
  }

  @Test func `the schema has what Panther wants of one`() throws {
    let schema = try YAML.read(AuditFormat.schema)
    #expect(schema["schema"]?.string?.wholeMatch(of: /Custom(\.[A-Z][A-Za-z0-9]+)+/) != nil)
    let fields = try #require(schema["fields"]?.array)
    #expect(fields.compactMap { $0["name"]?.string } == AuditFormat.fields.map(\.name))
    #expect(fields.filter { $0["isEventTime"] == true }.map { $0["name"] } == ["time"])
    try check(fields)
  }

  /// What the schemas of Panther know.
  private func check(_ fields: [JSON]) throws {
    let indicators = ["ip", "hostname", "username", "trace_id"]
    let keys = [
      "name", "required", "description", "type", "timeFormats", "isEventTime", "indicators", "element", "fields",
    ]
    for field in fields {
      let object = try #require(field.object)
      #expect(object.keys.allSatisfy(keys.contains), "\(object.keys)")
      #expect(object["name"]?.string?.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
      #expect(object["description"]?.string?.isEmpty == false)
      let type = field["element"]?["type"]?.string ?? field["type"]?.string ?? ""
      #expect(["string", "timestamp", "bigint", "float", "json", "object"].contains(type))
      #expect((field["timeFormats"] == ["rfc3339"]) == (type == "timestamp"))
      #expect((field["indicators"]?.array ?? []).allSatisfy { indicators.contains($0.string ?? "") })
      if type == "object" { try check(#require((field["element"] ?? field)["fields"]?.array)) }
    }
  }

  // MARK: The detection

  @Test func `the files of the detection are of the form that panther-analysis has`() throws {
    let metadata = try YAML.read(AuditDetection.metadata)
    let needed = [
      "AnalysisType", "RuleID", "Filename", "DisplayName", "Enabled", "LogTypes", "Severity", "Threshold",
      "DedupPeriodMinutes", "Tests",
    ]
    #expect(needed.filter { metadata[$0] == nil } == [])
    #expect(metadata["LogTypes"] == [.string(AuditFormat.logType)])
    #expect(metadata["Tests"]?.array?.map { $0["Log"] } == AuditDetection.tests.map { .object($0.log) })
    #expect(Set(AuditDetection.tests.map(\.fires)) == [true, false])
  }

  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first(where: FileManager.default.isExecutableFile)

  @Test(.enabled(if: python != nil, "python3 is not installed")) func `the detection passes its unit tests`() throws {
    let script = """
      import json, sys
      given = json.load(sys.stdin)
      rule = {}
      exec(given["body"], rule)
      for test in given["tests"]:
          event = test["log"]
          fires = rule["rule"](event)
          assert fires is test["expected"], test["name"]
          context = [rule[name](event) for name in ("title", "dedup", "severity", "alert_context")]
          json.dumps(context)
          assert not fires or "None" not in context[0] + context[1], test["name"]
      print(len(given["tests"]), "passed")
      """
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = ["-c", script]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSON.object(AuditDetection.arguments).bytes)
    try input.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "\(AuditDetection.tests.count) passed\n")
  }
}
