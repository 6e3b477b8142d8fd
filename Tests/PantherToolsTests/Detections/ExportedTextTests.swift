import JSON
import MCP
import Panther
import TestSupport
import Testing

@testable import PantherTools

/// What exported files hold is exact, or is not given.
@Suite(.fewAtOnce) struct ExportedTextTests {
  private static func bench(
    _ fields: JSON.Object, limits: OutputLimits = OutputLimits(), redacts: Bool = true
  ) -> Bench {
    let bench = Bench(limits: limits, redacts: redacts)
    let rule: JSON.Object = ["id": "r", "enabled": true, "severity": "LOW", "logTypes": ["A"], "body": "x\n"]
    bench.answer("GET /rules/r", .object(rule.merging(fields)))
    return bench
  }

  private static let call: JSON.Object = ["detection_id": "r", "detection_type": "rules"]

  // MARK: Names of files

  @Test(arguments: [
    ("AWS.CloudTrail.S3Access", "aws_cloud_trail_s3_access"), ("GCP.K8S.MFAEnabled", "gcp_k8s_mfa_enabled"),
    ("../../etc/passwd", "etc_passwd"), ("a\\b:c*?\"<>|", "a_b_c"), ("  --x.yml\n", "x_yml"),
    ("Percent%2F", "percent_2f"),
    ("already_snake__case", "already_snake_case"), ("9to5", "9to5"),
  ])
  func `names of files are what that repository would call them`(_ id: String, _ name: String) {
    #expect(FileName.base(of: id) == name)
  }

  @Test(arguments: [
    "", "..", ".", "/", "탐지", "탐지2", "Überwachung", "con", "NUL", "..\u{0}", "\u{202E}txt",
    String(repeating: "x", count: 300),
    String(repeating: "x", count: 301), String(repeating: "A.", count: 90),
  ])
  func `a name that loses a part of the id is still safe, and no other id's`(_ id: String) {
    let name = FileName.base(of: id)
    #expect(name.wholeMatch(of: /[a-z0-9]+(?:_[a-z0-9]+)+/) != nil && name.utf8.count <= 100, "\(name)")
    #expect(name != FileName.base(of: id + "e\u{301}") && name != FileName.base(of: "é" + id))
  }

  // MARK: Hostile texts

  static let texts = [
    "a: b", "# no comment", "- item", "---", "---\n...\n", "trailing  ", "\ttab", "a\tb\n\tc\n", "a\r\nb\r\n",
    "a\n\n\n", "\n", " ",
    "  indented\nless", "yes", "1e5", "0x1F", "12:30:45", "=", "<<", "*a", "&a", "!!python/object:os.system x",
    "%YAML 1.1", "'",
    "\"", "\\", "{a}", "[", "| ", "> x", "null", "~", "é e\u{301}", "👩‍👩‍👧", "x" + String(repeating: " y", count: 3_000),
    String(repeating: "z", count: 9_000), "a" + String(repeating: "\u{1100}", count: 9_000) + "b",
    String(repeating: "\"\\\n", count: 1_500),
  ]

  @Test(arguments: texts.indices)
  func `any text comes back as it was, wherever it stands`(_ index: Int) async throws {
    let text = Self.texts[index]
    let test: JSON = [
      "name": .string(text), "expectedResult": true,
      "mocks": [["objectName": .string(text), "returnValue": .string(text)]],
      "resource": .string((["k": [.string(text)], "n": .string(text)] as JSON).text),
    ]
    let bench = Self.bench([
      "body": .string(text), "displayName": .string(text), "description": .string(text), "tags": [.string(text)],
      "reports": ["r" + String(text.prefix(50)): [.string(text)]], "tests": [test],
    ])
    let (answer, files) = try await bench.export(Self.call)
    #expect(answer["round_trip"] != nil && files["r.py"] == text, "\(answer.text.prefix(500))")
    #expect(answer["files"]?.array?.allSatisfy { $0["refused"] == nil } == true)
    #expect(files["r.yml"]?.utf8.count == answer["files"]?.array?.last?["bytes"]?.int)
  }

  @Test(arguments: ["\u{202E}", "\u{0}", "\u{1B}[31m", "\u{200B}", "\u{E0041}", "a\rb"])
  func `a file with a hidden character is refused by its line, and the other one given`(_ hidden: String) async throws {
    let bench = Self.bench(["body": .string("a\nb\n# \(hidden)"), "description": "fine"])
    let result = try await bench.call("export_detection", Self.call)
    #expect(result["files"]?.array?.first?["refused"]?.string?.hasPrefix("Line 3 has a hidden character") == true)
    #expect(result["parts"]?.array?.map { $0["file"] } == ["r.yml"])
  }

  @Test func `hidden characters that YAML writes as escapes are exact`() async throws {
    let (_, files) = try await Self.bench(["description": "a\u{0}\u{85}\u{2028}b"]).export(Self.call)
    #expect(files["r.yml"]?.contains(#"Description: "a\x00\x85\u2028b""#) == true)
    let refused = try await Self.bench(["description": "a\u{202E}b"]).call("export_detection", Self.call)
    #expect(refused["files"]?.array?.last?["refused"]?.string?.hasPrefix("Line 8 has a hidden") == true, "\(refused)")
    #expect(refused["parts"]?.array?.map { $0["file"] } == ["r.py"])
  }

  @Test func `a file with a secret is refused, unless the server shows secrets`() async throws {
    let body = "import os\nTOKEN = \"ghp_\(String(repeating: "a1B2", count: 9))\"\n"
    let result = try await Self.bench(["body": .string(body)]).call("export_detection", Self.call)
    let refusal = result["files"]?.array?.first?["refused"]?.string
    #expect(refusal?.hasPrefix("Line 2 has what looks like a secret") == true, "\(result)")
    #expect(!result.text.contains("a1B2") && result["parts"]?.array?.map { $0["file"] } == ["r.yml"])
    #expect(try await Self.bench(["body": .string(body)], redacts: false).export(Self.call).files["r.py"] == body)
  }

  @Test func `a secret of this server, which no tool ever sees, is said to be missing`() async throws {
    let body = "TOKEN = \"\(Bench.token)\"\n"
    let result = try await Self.bench(["body": .string(body)]).call("export_detection", Self.call)
    #expect(!result.text.contains(Bench.token))
    #expect(result["before_upload"]?.array?.first?.string?.hasPrefix("Some text has (hidden)") == true, "\(result)")
  }

  // MARK: Parts

  @Test(arguments: [(24_000, 2_500), (4_000, 200), (0, 2_500)])
  func `long code comes in parts that are cut at line ends`(_ hard: Int, _ count: Int) async throws {
    let lines = (0..<count).map { "    if event.get(\"field\(String($0))\") == \"\\\($0)\":  # 한국어\n" }
    let body = "def rule(event):\n" + lines.joined()
    #expect(body.utf8.count > (hard == 4_000 ? 8_000 : 100_000))
    let bench = Self.bench(["body": .string(body)], limits: OutputLimits(hard: hard))
    let first = try await bench.call("export_detection", Self.call)
    let parts = try #require(first["parts"]?.array)
    #expect(
      parts.allSatisfy {
        $0["text"]?.string?.hasSuffix("\n") == true && $0["parts"] == first["files"]?.array?[0]["parts"]
          || $0["file"] == "r.yml"
      })
    #expect(hard == 0 || first.text.unicodeScalars.count <= hard)
    let (_, files) = try await bench.export(Self.call)
    #expect(files["r.py"] == body && files["r.yml"]?.hasPrefix("AnalysisType: rule\n") == true)
  }

  @Test func `parts of two versions are not joined`() async throws {
    let body = String(repeating: "# a line of code\n", count: 3_000)
    let bench = Self.bench(["body": .string(body)])
    bench.answer("GET /rules/r", ["id": "r", "body": .string(body + "#"), "severity": "LOW"])
    let first = try await bench.call("export_detection", Self.call)
    let next = try await bench.call("export_detection", ["cursor": try #require(first["next_cursor"])])
    #expect(next.isError && next.text.contains("was changed since its first part was read"), "\(next)")
  }

  // MARK: Texts that are not what they should be

  @Test func `stored YAML that is broken stands in the file as the text that it is`() async throws {
    let mapping = try await Self.bench(["inlineFilters": "All: []"]).export(Self.call)
    #expect(mapping.first["before_upload"] == ["InlineFilters is no list in YAML."])
    #expect(mapping.files["r.yml"]?.contains("\nInlineFilters:\n  All: []\n") == true)
    for broken in ["- a: [", "just words", "# nothing\n", "{user}: {x} y"] {
      let (answer, files) = try await Self.bench(["inlineFilters": .string(broken)]).export(Self.call)
      #expect(files["r.yml"]?.contains("\nInlineFilters: ") == true, "\(files)")
      #expect(answer["before_upload"]?.array?.count == 1)
      #expect(answer["before_upload"]?.array?.first?.string?.hasPrefix("InlineFilters is no list") == true)
    }
  }

  @Test func `events that are no objects are kept as they are, and those of newer versions read`() async throws {
    let (answer, files) = try await Self.bench([
      "tests": [
        ["name": "text", "expectedResult": true, "resource": "{not JSON"], ["name": "none", "expectedResult": true],
        ["name": "new", "expectedResult": true, "resource": ["a": 1]],
        ["name": "alike", "expectedResult": true, "resource": #"{"é":1,"e\#u{301}":2,"1":3,"true":4,"A":5,"a":6}"#],
      ]
    ]).export(Self.call)
    #expect(
      files["r.yml"]?.hasSuffix(
        """
        Tests:
          - Name: text
            ExpectedResult: true
            Log: "{not JSON"
          - Name: none
            ExpectedResult: true
          - Name: new
            ExpectedResult: true
            Log:
              a: 1
          - Name: alike
            ExpectedResult: true
            Log:
              é: 1
              e\u{301}: 2
              "1": 3
              "true": 4
              A: 5
              a: 6

        """) == true, "\(files)")
    #expect(answer["before_upload"]?.array?.count == 1)
  }

  // MARK: The check of the round trip

  /// The check would be worth nothing if it passed whatever the file says.
  @Test(arguments: DetectionKind.allCases) func `a file that says something else is noticed, key by key`(
    _ kind: DetectionKind
  ) {
    let fields: JSON.Object = [
      "id": "i", "displayName": "n", "enabled": false, "logTypes": ["a"], "scheduledQueries": ["a"],
      "resourceTypes": ["a"],
      "tags": ["1"], "reports": ["r": ["1"]], "severity": "HIGH", "description": "d", "runbook": "r", "reference": "r",
      "dedupPeriodMinutes": 60, "threshold": 1, "createAlert": false, "inlineFilters": "- a: 1",
      "summaryAttributes": ["s"],
      "outputIDs": ["o"], "suppressions": ["s"], "detection": "- a: 1", "alertTitle": "t", "groupBy": "- a: 1",
      "alertContext": "- a: 1", "dynamicSeverities": "- a: 1", "createdByExternal": "c",
      "tests": [["name": "t", "expectedResult": true, "resource": #"{"a":1}"#]],
    ]
    let layout = kind.layout
    let document = layout.written(fields)
    #expect(document.count == layout.count && layout.differences(fields, layout.read(document)).isEmpty)
    for key in layout {
      var missing = document
      missing[key.name] = nil
      #expect(layout.differences(fields, layout.read(missing)) == [key.name])
      for other: JSON in [
        "?", 7, ["?"], [["Name": "t", "ExpectedResult": true, "Log": ["a": "1"], "Resource": ["a": 2]]],
      ] {
        var changed = document
        changed[key.name] = other
        #expect(layout.differences(fields, layout.read(changed)) == [key.name], "\(key.name) as \(other)")
      }
    }
  }
}
