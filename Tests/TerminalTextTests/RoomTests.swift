import JSON
import TestSupport
import Testing

@testable import TerminalText

/// What a window with little room shows, and what it says of the rest.
@Suite(.fewAtOnce) struct RoomTests {
  private static let id = "926f8ccbaf17c4eb8d433070641b2310"
  private static let alerts: JSON = [
    "alerts": [
      "columns": [
        "id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection.id", "assignee", "row_id",
      ],
      "rows": .array(
        (0..<2).map { _ in
          [
            .string(id), "Outbound traffic from 10.0.4.77 to 203.0.113.54:4444", "HIGH", "OPEN", "SCHEDULED_RULE",
            "2026-11-22T05:56:00Z", 14, "AWS.VPC.OutboundToRarePort", .null, .string(id),
          ]
        }),
    ]
  ]

  @Test(arguments: [(140, true, true), (110, true, false), (80, true, false), (80, false, false)])
  func `an id is whole, or has a mark at its end that the table explains`(
    _ width: Int, _ isUnicode: Bool, _ isWhole: Bool
  ) {
    let text = Screen.test(width, unicode: isUnicode).shows(Self.alerts)
    let first = text.lines[1].split(separator: " ").first
    #expect(
      first == (isWhole ? "926f8ccbaf17c4eb8d433070641b2310" : isUnicode ? "926f8ccb…" : "926f8ccb..."), "\(text)")
    #expect(text.words.contains("whole ids") == !isWhole && text.words.hasSuffix("(--wide shows all)"))
    #expect(text.contains("HIGH      OPEN"))
  }

  @Test func `a label is the same in every window`() {
    for width in [70, 120, 400] {
      let rows: [JSON] = [["Login", .string(Self.id)], ["Logout", .string(String(Self.id.reversed()))]]
      let text = Screen.test(width).shows(["rows": ["columns": ["what", "row_id"], "rows": .array(rows)]])
      #expect(text.lines[0].contains("ROW ID"), "\(text)")
    }
  }

  @Test func `what says how things stand stays, names and times go`() {
    let row: JSON = [
      "122ad7c4-0000-4000-8000-000000000001", "ada.okafor@harborline.example", "Ada", "Okafor-Lindqvist", "Analyst",
      "FORCE_CHANGE_PASSWORD", true, "2026-11-22T05:00:00Z",
    ]
    let columns: JSON = ["id", "email", "givenName", "familyName", "role.name", "status", "enabled", "lastLoggedInAt"]
    for width in [80, 100] {
      let text = Screen.test(width).shows(["users": ["columns": columns, "rows": [row, row]]])
      let head = text.lines[0]
      #expect(head.contains("ROLE") && head.contains("STATUS") && head.contains("EMAIL"), "\(text)")
      #expect(text.contains("No room for: ") && text.contains("ada.okafor@harborline.example"), "\(text)")
    }
  }

  @Test func `in a narrow window each row is its title and a few lines`() {
    #expect(
      Screen.test(40).shows(Self.alerts).lines.prefix(8).joined(separator: "\n") == """
          Outbound traffic from 10.0.4.77 to
          203.0.113.54:4444
            HIGH · OPEN · type SCHEDULED_RULE
            Nov 22 05:56 · events 14
            detection AWS.VPC.OutboundToRarePort
            926f8ccbaf17c4eb8d433070641b2310
            row id
            926f8ccbaf17c4eb8d433070641b2310
        """)
  }

  @Test(arguments: -1...24) func `the smallest windows show everything, in lines that end`(_ width: Int) {
    let answer: JSON = [
      "total": 3, "alerts": Self.alerts["alerts"] ?? .null, "by_status": ["OPEN": 3], "text": "관리자 👨‍👩‍👧 word word",
      "item": ["sql": "SELECT 1", "name": "x"],
    ]
    let text = Screen.test(width).shows(answer)
    #expect(text.filter { $0 != " " && $0 != "\n" }.contains(Self.id))
    #expect(text.lines.allSatisfy { $0.displayWidth <= max(width, 20) }, "\(text)")
    #expect(text.lines.count < 120)
  }

  private static let detections: JSON = [
    "detections": [
      "columns": ["id", "displayName", "severity", "enabled", "managed", "logTypes", "lastModified"],
      "rows": [
        [
          "AWS.EC2.InstanceLaunched In Unused Region", "Instance in an unused region", "LOW", true, false,
          ["AWS.CloudTrail", "AWS.VPCFlow"], "2026-11-15T00:00:00Z",
        ],
        ["Okta", "Okta", "HIGH", false, false, ["Okta.SystemLog"], "2026-11-15T00:00:00Z"],
      ],
    ]
  ]

  @Test func `whether something is enabled is shown before times are`() {
    let text = Screen.test(80).shows(Self.detections)
    #expect(text.lines[0].contains("ENABLED") && !text.contains("LAST MODIFIED"), "\(text)")
    #expect(text.lines[1].contains("AWS.EC2.InstanceLaunched In Unused Region"), "\(text)")
    // A yes alone says nothing.
    #expect(Screen.test(40).shows(Self.detections).contains("enabled yes"))
  }

  @Test func `names to be copied are whole before other columns have room`() {
    let name = "get_bytes_processed_per_log_type_and_source"
    let table = Table(
      ["tool", "effect", "toolset", "permission"], [[name, "destructive", "data_lake", "Read Metrics"]])
    let text = Screen.test(80).text(table.lines(on: .test(80)))
    #expect(text.contains(name) && text.contains("No room for: permission"), "\(text)")
  }

  @Test(arguments: 72...160) func `the name of a column is whole, and what is cut is named`(_ width: Int) {
    let text = Screen.test(width).shows(Self.detections)
    #expect(!text.lines[0].contains("…"), "\(text)")
    let isCut = text.lines.dropFirst().contains { $0.contains("…") }
    #expect(isCut == text.words.contains("whole "), "\(text)")
    for name in ["enabled", "managed", "log types", "last modified"] {
      #expect(text.lines[0].contains(name.uppercased()) || text.words.contains(name), "\(text)")
    }
  }

  @Test func `names of what is counted are whole, or the window has no room for them`() {
    let name = "Microsoft365.Audit.AzureActiveDirectory"
    let two: JSON = .object(JSON.Object([(name, 2 as JSON), ("a", 1 as JSON)]))
    let counts: JSON = ["by_log_type": two]
    #expect(Screen.test(60).shows(counts).contains("\(name)  2  ████"))
    #expect(Screen.test(40).shows(counts).contains("No room for: whole names"))
    // In a sheet, too, a short value stands beside its name.
    let item: JSON = ["item": ["value": "x", "other": two]]
    let sheet = Screen.test(60).shows(item)
    #expect(sheet.contains("\(name)  2\n"), "\(sheet)")
  }

  @Test func `a total says what it counts`() {
    let table: JSON = ["columns": ["n"], "rows": [[1]]]
    #expect(Screen.test().shows(["total": 25, "rules": table]).hasPrefix("rules: 25\n"))
    #expect(Screen.test().shows(["total_at_least": 25, "rules": table]).hasPrefix("rules: at least 25\n"))
    #expect(Screen.test().shows(["total": 0, "by_status": [:]], of: "list_alerts") == "alerts: 0")
    #expect(Screen.test().shows(["a": table, "total": 2, "b": table]).contains("\nb: 2\n"))
    #expect(Screen.test().shows(["total": 2]) == "total: 2")
  }

  @Test func `only values over time have steps`() {
    let rows: JSON = ["columns": ["name", "n"], "rows": [["a", 1]]]
    let bars: JSON = [
      "interval_in_minutes": 15, "chart": ["table": "rules", "kind": "bar", "label": "name", "y": "n"], "rules": rows,
    ]
    #expect(!Screen.test().shows(bars).contains("in steps of"))
    #expect(Screen.test().shows(["time_window": 30, "rules": rows]).contains("in steps of 30 minutes"))
    // A drawing gets smaller before a number goes.
    let narrow = Screen.test(30).shows(bars)
    #expect(narrow.contains("█") && !narrow.contains("No room"), "\(narrow)")
    let times: JSON = ["2026-11-22T05:00:00Z", "2026-11-22T06:00:00Z"]
    let lines: JSON = [
      "interval_in_minutes": 60, "times": times,
      "chart": ["table": "series", "kind": "line", "label": "name", "y": "n", "x": "times"],
      "series": ["columns": ["name", "n"], "rows": [["a", [1, 2]]]],
    ]
    #expect(Screen.test().shows(lines).contains("in steps of 1 hour"))
  }

  @Test func `SQL that goes on is a command`() {
    let text = Screen.test(40).shows(["sql": "SELECT 1", "all_rules_sql": "SELECT 2"])
    #expect(
      text == #"""
        sql:
          call query_data_lake {"sql":"SELECT 1"}
        SQL for all rules:
          call query_data_lake {"sql":"SELECT 2"}
        """#)
  }

  @Test func `words of ours are ASCII where the window shows no more, and those of others are kept`() {
    let screen = Screen.test(30, unicode: false)
    #expect(screen.words("“a…” · ‘b’ – 관") == "\"a...\" | 'b' - 관")
    let help = screen.prose("Say “hello…”") + DefinitionList([.init("x", "list…", "“y”")]).lines(on: screen)
    #expect(screen.text(help).utf8.allSatisfy { $0 < 0x80 })
    let answer: JSON = ["escaped": "1 hidden character, shown as \\u{…}", "title": #"“관리자…” \u{202E}"#]
    #expect(screen.shows(answer) == "title: “관리자…” \\u{202E}\n\nEscaped: 1 hidden character,\n  shown as \\u{...}")
  }

  @Test func `notes fill the window, commands in them stay whole`() {
    let command = "  curl -i -H 'Authorization: Bearer x' http://127.0.0.1:3000/mcp"
    #expect(
      Screen.test(20).text(Screen.test(20).notes("Put it into the file, or run:\n\(command)"))
        == "Put it into the\nfile, or run:\n\(command)")
  }
}
