import Foundation
import JSON
import TestSupport
import Testing

/// The README, the help and the listing say what the declarations in the sources say.
@Suite(.fewAtOnce, .onOwnThreads) struct DocumentsTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let snapshots = Snapshots()
  private static let commands = [
    "help", "call", "tools", "prompts", "doctor", "config", "audit", "completions", "readme", "get_alert",
  ]

  @Test func `the generated parts of the README and of the operator's page are fresh, and none is missing`()
    async throws
  {
    let root = Self.here.deletingLastPathComponent().deletingLastPathComponent()
    let pages = ["README.md", ".github/OPERATING.md", ".github/AUDIT.md"].map { root.appending(path: $0) }
    let program = try ServerProcess(["readme", "--check"] + pages.map(\.path))
    #expect(try await program.exit() == 0, "\(program.errors)")
    let texts = try pages.map { try String(contentsOf: $0, encoding: .utf8) }
    for part in ["tools", "prompts", "resources", "variables", "flags", "audit"] {
      #expect(texts.count { $0.contains("<!-- generated: \(part) -->") } == 1, "\(part)")
    }
  }

  @Test func `readme writes what it finds stale, and refuses a file without its parts`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "readme-\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: file) }
    let names = ["tools", "prompts", "resources", "variables", "flags", "profiles", "audit"]
    let empty = names.map { "<!-- generated: \($0) -->\nstale\n<!-- end of \($0) -->" }.joined(separator: "\n")
    try empty.write(to: file, atomically: true, encoding: .utf8)
    #expect(try await ServerProcess(["readme", "--check", file.path]).exit() == 1)
    #expect(try await ServerProcess(["readme", file.path]).exit() == 0)
    #expect(try await ServerProcess(["readme", "--check", file.path]).exit() == 0)
    #expect(!(try String(contentsOf: file, encoding: .utf8)).contains("stale"))
    try "nothing".write(to: file, atomically: true, encoding: .utf8)
    #expect(try await ServerProcess(["readme", file.path]).exit() == 1)
  }

  @Test(arguments: commands)
  func `the help texts are as recorded`(_ command: String) async throws {
    let program = try ServerProcess(command == "help" ? ["help"] : ["help", command])
    #expect(try await program.exit() == 0)
    let snapshot = try Self.snapshots.recorded("\(command).txt", now: program.text)
    #expect(snapshot == program.text, "record it with RECORD_SNAPSHOTS=1 and look at the change")
  }

  @Test func `no snapshot is of a help text that is gone`() throws {
    #expect(try Self.snapshots.strays(besides: Self.commands.map { "\($0).txt" }) == [])
  }

  @Test func `the listing has the same digest in every process`() async throws {
    var digests: Set<String> = []
    for _ in 0..<2 {
      let program = try ServerProcess(["tools", "--json"])
      #expect(try await program.exit() == 0)
      digests.insert(try JSON(parsing: program.text)["digest"]?.string ?? "none")
    }
    #expect(digests.count == 1)
    #expect(digests.first?.hasPrefix("sha256:") == true)
  }

  @Test func `the README's steps to tune a detection give the answer that it quotes`() async throws {
    let readme = Self.here.deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let start = try #require(text.range(of: "call test_detection --demo - <<'EOF'\n")?.upperBound)
    let end = try #require(text.range(of: "\nEOF", range: start..<text.endIndex))
    let quoted = text[end.upperBound...].split(separator: "\n").drop { !$0.hasPrefix("> ") }.prefix {
      $0.hasPrefix("> ")
    }
    let program = try ServerProcess(["call", "test_detection", "--demo", String(text[start..<end.lowerBound])])
    #expect(try await program.exit() == 0, "\(program.errors)")
    let answer = try JSON(parsing: program.text)
    #expect(answer["result"]?.string == quoted.map { $0.dropFirst(2) }.joined(separator: " "))
    let alert = try #require(text.firstMatch(of: /"on_events_of": "([0-9a-f]+)"/)).1
    let real = try ServerProcess([
      "call", "test_detection", "--demo", "detection_id=\(answer["detection_id"]?.string ?? "")",
      "on_events_of=\(alert)",
    ])
    #expect(try await real.exit() == 0 && real.text.contains("3 of 3 events fire"), "\(real.text)")
  }

  @Test func `the README's first command shows alerts of the demo instance`() async throws {
    let program = try ServerProcess(
      ["call", "list_alerts", "--demo"], environment: ["PANTHER_DEMO_NOW": "2026-11-20T08:00:00Z"])
    #expect(try await program.exit() == 0)
    let answer = try JSON(parsing: program.text)
    #expect(answer["now"] == "2026-11-20T08:00:00Z")
    #expect((answer["alerts"]?["rows"]?.array?.count ?? 0) > 5)
    #expect(answer["demo"]?.string?.isEmpty == false)
  }

  @Test func `doctor finds nothing wrong with the demo instance, and says what is missing without it`() async throws {
    #expect(try await ServerProcess(["doctor", "--demo"]).exit() == 0)
    let program = try ServerProcess(["doctor", "--json"])
    #expect(try await program.exit() == 1)
    let first = try JSON(parsing: program.text).array?.first
    #expect(first?["status"] == "failed")
    #expect(first?["text"]?.string?.contains("PANTHER_INSTANCE_URL is not set") == true)
  }

  @Test func `nothing from outside drives the terminal`() async throws {
    let word = "a\u{1B}[2J\u{9B}31m\u{202E}"
    let bad = "\(word)\r\nok"
    let upstream = try Upstream { request in
      if request.operation == "DoctorVersion" {
        return Upstream.json(["data": ["generalSettings": ["pantherVersion": .string(bad)]]])
      }
      if request.operation != nil { return Upstream.json(["errors": [["message": .string(bad)]]]) }
      let token: JSON = ["name": .string(bad), "allowedCIDRBlocks": [.string(bad)], "permissions": [.string(bad)]]
      return request.target.contains("api-tokens") ? Upstream.json(token) : Upstream.json(["id": .string(bad)])
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "bad-\(UUID().uuidString)")
    try #"{"chain":"\u001b[2J\n","seq":1,"time":"\u001b[2J"}"#.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    for words in [
      ["doctor"], ["doctor", "--json"], ["call", "get_alert", "alert_id=x"], ["call", word],
      ["call", "list_databases"],
      ["call", "get_alert", word], ["audit", "verify", file.path], ["audit", "verify", word], ["prompts", word], [word],
      ["--\(word)"], ["config", word], ["help", word], ["--block", word, "tools"], ["tools", "--log-level", word],
    ] {
      let program = try ServerProcess(words, environment: upstream.environment)
      _ = try await program.exit()
      let shown = program.text + program.errors
      #expect(!shown.isEmpty)
      let drivers = shown.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
      }
      #expect(drivers.isEmpty, "\(words): \(drivers)")
      #expect(!shown.contains("\nok"), "\(words)")
    }
  }
}
