import Foundation
import JSON
import TestSupport
import TerminalText
import Testing

@testable import mcp_panther

@Suite(.fewAtOnce, .onOwnThreads) struct CommandLineTests {
  @Test(arguments: [
    (["--demoo"], "--demo"), (["--log-levle", "debug"], "--log-level"), (["-x"], "unknown flag -x"),
    (["--log-level"], "needs a value"), (["--demo=1"], "takes no value"), (["servee"], "did you mean serve?"),
    (["call"], "needs the name of a tool"), (["call", "get_alert", "{"], "not JSON"),
    (["call", "get_alert", "nothing"], "name=value"), (["--transport", "pigeon"], "stdio"),
    (["--max-result-chars", "7"], "1000"), (["call", "get_alrt", "--demo"], "Did you mean get_alert?"),
    (["call", "get_alert", "--demo"], "Argument `alert_id` is required: a string."),
    (["call", "get_alert", "--demo", "alert=1"], "did you mean `alert_id`?"),
    (["call", "list_alerts", "--demo", "page_size=0"], "must be an integer from 1 to 50"),
    (["call", "list_alerts", "--demo", "severities="], "severities= has no value. It takes: list of: CRITICAL, HIGH"),
    (["call", "list_alerts", "--demo", "severities=,"], "Leave it out"),
    (["call", "list_alerts", "--demo", "start_date="], "start_date= has no value"),
    (["call", "list_alerts", "--demo", "severities=[A,B]"], #"severities=A,B or severities='["A","B"]'"#),
    (["call", "get_alert", "--demo", "alert_id=926f8ccb…"], "with --wide or --json"),
    (["tools", "get_alrt"], "did you mean get_alert?"), (["help", "get_alrt"], "did you mean get_alert?"),
    (["get_alert", "alert_id=x"], "Try: mcp-panther call get_alert"), (["doctor", "extra"], "was given extra"),
    (["help", "call", "extra"], "was given extra"),
    (["tools", "get_alert", "extra"], "was given extra"), (["completions", "bash", "zsh"], "was given zsh"),
    (["config", "goose", "vscode"], "was given vscode"),
    (["version", "extra"], "was given extra"), (["serve", "extra"], "was given extra"),
    (["call", "--write", "list_alerts"], "takes no --write, only config"), (["--json"], "takes no --json"),
    (["doctor", "--wide"], "takes no --wide"), (["tools", "--color", "blue"], "auto, always, never"),
    (["prompts", "nothing"], "no prompt nothing"), (["prompts", "investigate-actor-activity"], "`actor` is required"),
  ])
  func `wrong usage exits 64 and helps`(_ arguments: [String], _ words: String) async throws {
    let program = try ServerProcess(arguments)
    #expect(try await program.exit() == 64)
    #expect(program.text.isEmpty)
    #expect(program.errors.contains(words) && program.errors.contains("Try: mcp-panther"), "\(program.errors)")
  }

  @Test func `what cannot be done is no wrong usage`() async throws {
    let upstream = try Upstream()
    let port = try #require(URL(string: upstream.server.url)?.port)
    let busy = try ServerProcess(["--transport", "http", "--port", "\(port)", "--insecure-no-auth", "--demo"])
    #expect(try await busy.exit() == 1)
    #expect(
      busy.errors.contains("\(port)") && busy.errors.contains("--port choose others") && !busy.errors.contains("Try:"),
      "\(busy.errors)")
    let foreign = try ServerProcess(["--transport", "http", "--host", "192.0.2.1", "--insecure-no-auth", "--demo"])
    #expect(try await foreign.exit() == 1)
    #expect(foreign.errors.contains("192.0.2.1"), "\(foreign.errors)")
    for words in [["readme", "/no/such"], ["manifest", "registry", "/no/such"], ["audit", "verify", "/no/such"]] {
      let program = try ServerProcess(words)
      #expect(try await program.exit() == 66)
      #expect(program.errors == "mcp-panther: cannot read /no/such: No such file or directory\n")
    }
  }

  @Test func `a call without an instance says what to try`() async throws {
    let program = try ServerProcess(["call", "list_alerts"])
    #expect(try await program.exit() == 1)
    #expect(program.errors.contains("PANTHER_INSTANCE_URL is not set"), "\(program.errors)")
    #expect(program.errors.hasSuffix("Try: \(Help.wayOut)\n") && !Help.wayOut.contains("mcp-panther --demo"))
  }

  @Test func `the beginning of an id finds nothing, and the error says how to see all of it`() async throws {
    for words in [["get_alert", "alert_id=926f8ccb"], ["update_alert_status", "alert_ids=926f8ccb", "status=OPEN"]] {
      let program = try ServerProcess(["call", "--demo"] + words)
      #expect(try await program.exit() == 1)
      #expect(program.errors.contains("with --wide or --json"), "\(program.errors)")
    }
    let other = try ServerProcess(["call", "--demo", "get_detection", "detection_id=No.Such.Rule"])
    #expect(try await other.exit() == 1)
    #expect(!other.errors.contains("--wide"), "\(other.errors)")
  }

  @Test(
    arguments: [
      ["field": "/0/a\u{202E}b", "n": 1], ["field": "a\nb", "alert_id": "x"], ["field": #"/0/a\u{202E}b'c"#],
      ["sql": "SELECT '관리자' AS \"x\"\t"], ["sql": "SELECT 'a'", "ids": ["a", "b"]], ["sql": "SELECT '$x`y!'"],
      ["field": "e\u{301}\u{200B}\u{1F468}"],
    ] as [JSON.Object])
  func `a command that is shown can be typed as it stands there`(_ arguments: JSON.Object) throws {
    let words = ArgumentWords.words(of: arguments)
    let shown = Screen(width: 80).text(Screen(width: 80).command(Quoting.shell(words)))
    let read = try ArgumentWords.read(try ShellWords.read(shown)[...], lists: ["ids"])
    let same = read.members.allSatisfy { member in
      arguments[member.key].map { $0 == member.value || $0.text == member.value.string } ?? false
    }
    #expect(same && read.count == arguments.count, "\(shown)")
  }

  @Test(arguments: [["--help"], ["-h"], ["help"], ["--version"], ["-V"]])
  func `help and version are printed`(_ arguments: [String]) async throws {
    let program = try ServerProcess(arguments)
    #expect(try await program.exit() == 0)
    #expect(program.text.contains("mcp-panther"))
    #expect(program.errors.isEmpty)
  }

  @Test(arguments: [
    ["call", "get_alert", #"{"alert_id":"a1"}"#], ["call", "get_alert", "alert_id=a1"],
  ])
  func `call prints an answer`(_ arguments: [String]) async throws {
    let upstream = try Upstream()
    let program = try ServerProcess(arguments, environment: upstream.environment)
    #expect(try await program.exit() == 0)
    #expect(try JSON(parsing: program.text)["alert"]?["title"] == "Root login")
    #expect(program.errors.isEmpty)
  }

  @Test(arguments: [
    ["severities=HIGH,CRITICAL", "name_contains=a,b"], ["severities=HIGH", "severities=CRITICAL", "name_contains=a,b"],
    ["severities=HIGH, CRITICAL", "name_contains=a,b"], [#"severities=["HIGH","CRITICAL"]"#, "name_contains=a,b"],
    [#"{"severities": ["HIGH", "CRITICAL"], "name_contains": "a,b"}"#],
  ])
  func `call takes a list with commas, as several words or as JSON`(_ words: [String]) async throws {
    let upstream = try Upstream { _ in Upstream.json(["results": [["id": "a1"]]]) }
    let program = try ServerProcess(["call", "list_alerts"] + words, environment: upstream.environment)
    #expect(try await program.exit() == 0, "\(program.errors)")
    let target = try #require(upstream.server.requests.first?.target)
    #expect(target.contains("severity=HIGH&severity=CRITICAL") && target.contains("name-contains=a%2Cb"), "\(target)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "There is no /dev/full here."))
  func `a full disk is said where it can be, and ends nothing by a signal`() async throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(try await ServerProcess(["call", "nope", "--demo"], errors: full).exit() == 64)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", #""$0" call list_roles --demo > /dev/full"#, try ServerProcess.program().path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(String(decoding: words, as: UTF8.self).contains("the output could not be written"))
  }

  @Test func `call reads arguments from standard input`() async throws {
    let upstream = try Upstream()
    let program = try ServerProcess(["call", "get_alert", "-"], environment: upstream.environment)
    program.write(#"{"alert_id":"a1"}"#.utf8)
    program.closeInput()
    #expect(try await program.exit() == 0)
    #expect(upstream.server.requests.map(\.target) == ["/alerts/a1"])
  }

  @Test(arguments: [
    (["call", "get_alert", "alert_id=bad"], "no such alert")
  ])
  func `call exits 1 when the tool reports an error`(_ arguments: [String], _ words: String) async throws {
    let upstream = try Upstream { _ in Upstream.json(["message": "no such alert"], status: 404) }
    let program = try ServerProcess(arguments, environment: upstream.environment)
    #expect(try await program.exit() == 1)
    #expect(program.text.isEmpty)
    #expect(program.errors.contains(words), "\(program.errors)")
  }

  @Test(
    arguments: [
      ([:], "PANTHER_INSTANCE_URL"), (["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"], "PANTHER_API_TOKEN"),
      (["PANTHER_INSTANCE_URL": "not a url", "PANTHER_API_TOKEN": "t"], "PANTHER_INSTANCE_URL"),
      (["PANTHER_INSTANCE_URL": "http://acme.example", "PANTHER_API_TOKEN": "t"], "PANTHER_ALLOW_INSECURE_INSTANCE"),
      (["PANTHER_INSTANCE_URL": "${PANTHER_URL}", "PANTHER_API_TOKEN": "t"], "placeholder"),
      (
        ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net", "PANTHER_API_TOKEN_FILE": "/no/such"],
        "must hold the path"
      ),
    ] as [([String: String], String)])
  func `without a configuration tools are listed, and calls say what to set`(
    _ environment: [String: String], _ words: String
  ) async throws {
    let server = try ServerProcess(environment: environment)
    server.send(Message.modern(1, "tools/list"), Message.call(2, "list_alerts"))
    #expect(try await server.answer(1)["result"]?["tools"]?.array?.isEmpty == false)
    let result = try await server.answer(2)["result"]
    #expect(result?["isError"] == true)
    #expect(result?["content"]?.array?[0]["text"]?.string?.contains(words) == true, "\(server.text.suffix(500))")
  }

  @Test func `an instance that is not there is said by the call`() async throws {
    let url = try Upstream().server.url
    let environment = ["PANTHER_INSTANCE_URL": url, "PANTHER_API_TOKEN": "t"]
    let server = try ServerProcess(environment: environment)
    server.send(Message.modern(1, "tools/list"), Message.call(2, "get_alert", ["alert_id": "a1"]))
    #expect(try await server.answer(1)["result"] != nil)
    let result = try await server.answer(2)["result"]
    #expect(result?["isError"] == true)
    #expect(result?["content"]?.array?[0]["text"]?.string?.contains("PANTHER_INSTANCE_URL") == true)
  }

  @Test(arguments: [
    ("PANTHER_MCP_NOREDACT", "PANTHER_MCP_NO_REDACT"), ("PANTHER_MCP_READONLY", "PANTHER_MCP_READ_ONLY"),
  ])
  func `a mistyped variable is a warning with the right name`(_ name: String, _ meant: String) async throws {
    let server = try ServerProcess(environment: [name: "hush"])
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.errors.contains("\(name) is no variable of this program; did you mean \(meant)?"))
    #expect(!server.errors.contains("hush"))
  }

  @Test func `an unknown log level is a warning`() async throws {
    let server = try ServerProcess(environment: ["LOG_LEVEL": "LOUD"])
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.errors.contains("LOUD"))
  }

  @Test func `debug shows neither what was asked nor what was found`() async throws {
    let upstream = try Upstream { request in
      request.operation == "QueryResults"
        ? Upstream.json([
          "data": ["dataLakeQuery": ["status": "succeeded", "results": ["edges": [["node": ["who": "mallory"]]]]]]
        ]) : nil
    }
    let environment = upstream.environment.merging(["LOG_LEVEL": "debug"]) { $1 }
    let server = try ServerProcess(environment: environment)
    server.send(
      Message.call(1, "query_data_lake", ["sql": "SELECT 'needle' AS who"]),
      Message.call(2, "get_alert", ["alert_id": "a1"]), "garbage with a needle")
    #expect(try await server.answer(1)["result"]?["isError"] == false)
    _ = try await server.answer(2)
    server.closeInput()
    #expect(try await server.exit() == 0)
    for secret in ["mallory", "needle", "Root login"] { #expect(!server.errors.contains(secret)) }
  }
}
