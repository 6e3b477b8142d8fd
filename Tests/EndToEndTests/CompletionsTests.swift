import Foundation
import TestSupport
import Testing

@testable import mcp_panther

/// The completions of each shell, run by that shell where it is installed.
@Suite(.fewAtOnce) struct CompletionsTests {
  private static let grammar = CommandLineGrammar()

  /// A shell that completions are made for.
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var script: String {
      switch self {
      case .bash: grammar.bash
      case .zsh: grammar.zsh
      case .fish: grammar.fish
      }
    }

    /// Where it is; nil where it is not installed.
    var path: String? {
      ["/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + rawValue }
        .first(where: FileManager.default.isExecutableFile)
    }
  }

  /// What is typed, and what is offered then. Each shell completes the last word, up to its `=`.
  private static let cases: [(String, [String])] = [
    ("c", ["call", "config", "completions"]), ("--read-only call get_alert_e", ["get_alert_events"]),
    ("call --log-level debug list_alerts sta", ["start_date="]), ("config cod", ["codex"]),
    ("config clau", ["claude-desktop", "claude-code"]), ("help get_us", ["get_user"]), ("help doc", ["doctor"]),
    ("tools get_us", ["get_user"]), ("prompts investigate-actor-activity act", ["actor="]),
    ("--log-l", ["--log-level"]),
    ("--log-level d", ["debug"]), ("--log-level=d", ["debug"]), ("--transport s", ["stdio", "streamable-http"]),
    ("--transport=", ["stdio", "streamable-http"]), ("--color a", ["auto", "always"]), ("audit v", ["verify"]),
    ("audit d", ["detection"]),
    ("completions z", ["zsh"]), ("--toolsets alerts,dat", ["data_lake"]), ("--toolsets=alerts,me", ["metrics"]),
    ("call list_alerts severities=", ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"]),
    ("call list_alerts --demo start_date=24h severities=C", ["CRITICAL"]), ("call list_alerts count_only=t", ["true"]),
    ("call list_detections detection_types=sim", ["simple_rules"]), ("call get_alert detail=", ["concise", "full"]),
    ("prompts get-monthly-detection-quality-report month=N", ["November"]), ("manif", []),
    ("call list_alerts title=x", []), ("call list_alerts severities=HIGH,CR", ["CRITICAL"]),
    ("call list_alerts severities=HIGH,LOW,", ["CRITICAL", "INFO"]), ("call get_detection detection_id=", []),
    ("config cursor --w", ["--write"]), ("call list_alerts --w", ["--wide"]), ("--wi", ["--wide"]),
    ("serve --wi", []), ("--port 3", []),
  ]

  @Test(arguments: Shell.allCases) func `a shell can read it`(_ shell: Shell) throws {
    let result = try Self.run(shell, ["-n"], input: shell.script)
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(.enabled(if: Shell.bash.path != nil, "bash is not installed"), arguments: cases)
  func `bash offers what can stand there`(_ typed: String, _ expected: [String]) throws {
    // Readline takes words apart at = unless COMP_WORDBREAKS has none.
    let words = typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let parts = words.flatMap { word -> [String] in
      guard let equals = word.firstIndex(of: "=") else { return [word] }
      let value = String(word[word.index(after: equals)...])
      return [String(word[..<equals]), "="] + (value.isEmpty ? [] : [value])
    }
    for words in [words, parts] {
      let script = """
        \(Self.grammar.bash)
        COMP_WORDS=(mcp-panther \(Quoting.shell(words)))
        COMP_CWORD=\(words.count)
        compopt() { options+=" $*"; }
        _mcp_panther
        printf '%s\\n' "${COMPREPLY[@]}"
        # Where nothing is offered, bash offers files unless it is told not to.
        [[ -n $COMPREPLY || $options == *'+o default'* || \(Quoting.shell(typed)) != *=* ]] || echo files
        """
      expect(try Self.run(.bash, [], input: script).text, expected, typed)
    }
  }

  @Test(.enabled(if: Shell.fish.path != nil, "fish is not installed"), arguments: cases)
  func `fish offers what can stand there`(_ typed: String, _ expected: [String]) throws {
    let script = "\(Self.grammar.fish)\ncomplete -C \(Quoting.shell("mcp-panther \(typed)"))"
    // Behind a tab, fish describes what it offers.
    let lines = try Self.run(.fish, [], input: script).text.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    expect(lines.joined(separator: "\n"), expected, typed)
  }

  /// zsh completes only where somebody types. So one is started in a terminal of its own, and what its completions add
  /// is written down.
  @Test(.enabled(if: Shell.zsh.path != nil, "zsh is not installed")) func `zsh offers what can stand there`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "zsh-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.grammar.zsh.write(to: folder.appending(path: "completions"), atomically: true, encoding: .utf8)
    try #"""
    PS1=
    autoload -Uz compinit && compinit -u -D
    source \#(folder.path)/completions
    compadd() {
      builtin compadd "$@"
      local result=$?
      [[ " ${@[1,(i)(-|--)]}" == *\ -([AOD]|[a-zA-Z]#[OAD])\ * ]] && return result
      local -a hits
      builtin compadd -A hits "$@"
      print -rl -- $hits >> \#(folder.path)/offered
      return result
    }
    # It never leaves the line editor: a key says that what was typed has been completed, and begins anew.
    integer number=0
    finish() {
      BUFFER=
      mv \#(folder.path)/offered \#(folder.path)/offered$number 2>/dev/null
      : > \#(folder.path)/typed$(( number++ ))
    }
    begin() { : > \#(folder.path)/ready }
    zle -N finish
    zle -N zle-line-init begin
    bindkey '^G' finish
    """#.write(to: folder.appending(path: "setup"), atomically: true, encoding: .utf8)
    let typed = Self.cases.enumerated().map { index, sample in
      """
      zpty -w -n z \(Quoting.shell("mcp-panther \(sample.0)"))$'\\t\\x07'
      wait_for \(folder.path)/typed\(index)
      """
    }
    let script = """
      zmodload zsh/zpty
      wait_for() {
        local turns=0
        until [[ -f $1 ]] || (( turns++ > 1000 )); do
          zpty -t z && zpty -r z >/dev/null
          sleep 0.02
        done
      }
      zpty -b z zsh -f -i
      zpty -w z 'source \(folder.path)/setup'
      wait_for \(folder.path)/ready
      \(typed.joined(separator: "\n"))
      zpty -d z
      """
    let result = try Self.run(.zsh, ["-f"], input: script)
    #expect(result.status == 0, "\(result.text)")
    for (index, sample) in Self.cases.enumerated() {
      let offered = try? String(contentsOf: folder.appending(path: "offered\(index)"), encoding: .utf8)
      expect(offered ?? "", sample.1, "\(sample.0)")
    }
  }

  /// - Parameter text: what is offered, one a line.
  private func expect(_ text: String, _ expected: [String], _ typed: String = "") {
    // fish also offers what is typed already.
    let last = typed.split(separator: " ").last.map(String.init)
    let offered = Set(text.split(separator: "\n").map(String.init).filter { $0 != last })
    let found = expected.filter { word in
      offered.contains { $0 == word || $0.hasSuffix("=\(word)") || $0.hasSuffix(",\(word)") }
    }
    #expect(found == expected, "\(typed): \(offered.sorted())")
    #expect(typed != "config cursor --w" || !offered.contains("--wide"))
    if expected.isEmpty { #expect(offered.isEmpty, "\(typed): \(offered.sorted())") }
    #expect(offered.count < 60)
  }

  private static func run(_ shell: Shell, _ arguments: [String], input: String) throws -> (status: Int32, text: String)
  {
    // A missing shell can read nothing wrong. The tests of what it offers say that they are skipped.
    guard let path = shell.path else { return (0, "") }
    let file = NSTemporaryDirectory() + "completions-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try input.write(toFile: file, atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments + [file]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
