import Foundation
import JSON
import MCP

/// `mcp-panther config`: what a client needs to get to this server, printed or written into the client's file.
enum ConfigCommand: Subcommand {
  static let name = "config"
  static let operands = "CLIENT"
  static let purpose = "print what a client needs to get to this server, or write it into the client's file"
  static let details = """
    CLIENT is one of \(choices.prefix(8).joined(separator: ", ")),
    \(choices.dropFirst(8).joined(separator: ", ")).

    Flags such as --read-only and variables such as PANTHER_INSTANCE_URL go into it as they are now; the API token never
    does: each client has its own way to keep it, or PANTHER_API_TOKEN_FILE names a file. With --url the entry is for a
    server over HTTP that runs already, and its token is that of \(ServerAddress.tokenVariable); for docker it is the file of
    Docker Compose that starts this server.

    With --write it goes into the client's file (for vscode and claude-code-project, that of this folder). Only the
    entry of this server changes there: comments and all else stay as they are, and a copy is made first. What protects
    in an old entry, such as --read-only, is kept. For claude-code, whose file is its own, and for docker it is printed.

      mcp-panther config claude-desktop --write
      mcp-panther config vscode --read-only
      mcp-panther config cursor --url https://mcp.acme.example/mcp --write
      mcp-panther config docker --url http://127.0.0.1:3000/mcp > compose.yaml
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let name = invocation.operands.first else { throw UsageError("config needs a client: \(clients)") }
    guard let client = Client(rawValue: name) else {
      throw UsageError(
        "unknown client \(name.prefix(80))\(Invocation.nearest(to: name, choices)). Choose one of: \(clients)")
    }
    let isInContainer = invocation.settings.isInContainer
    let configuration = try configuration(of: client, invocation)
    guard invocation.flags[.write] != nil, let entry = configuration.entry, let file = configuration.file else {
      show(configuration.text)
      explain(configuration, isInContainer: isInContainer, mayWrite: invocation.flags[.write] == nil)
      return 0
    }
    guard !isInContainer else { throw UsageError("--write cannot reach the client's file from inside a container") }
    return write(entry, file, configuration)
  }

  private static func configuration(of client: Client, _ invocation: Invocation) throws -> ClientConfiguration {
    let environment = invocation.settings.environment
    let directory = FileManager.default.currentDirectoryPath
    let given = Flag.allCases.filter { invocation.flags[$0] != nil }
    guard let url = invocation.flags[.url] else {
      guard invocation.settings.http == nil, !given.contains(where: { $0.scope == .http }) else {
        throw UsageError(
          """
          for a server over HTTP, config needs the URL at which clients reach it, and no flags of HTTP: --url \
          https://mcp.acme.example/mcp. The file of Docker Compose for such a server: mcp-panther config docker --url \
          http://127.0.0.1:3000/mcp
          """)
      }
      let launch = try launch(invocation, environment, directory)
      var configuration = client.configuration(
        .launch(invocation.settings.isInContainer ? launch.inDocker : launch), environment: environment,
        directory: directory)
      configuration.next.append(tip(nil))
      return configuration
    }
    let address = try ServerAddress(url, environment: environment)
    let startsServer = client == .docker
    if let flag = given.first(where: { $0.scope == .http || $0.scope == .server && !startsServer }) {
      throw UsageError(
        startsServer
          ? "\(flag.rawValue) cannot go together with --url: the file for Docker sets address, port and token itself"
          : "\(flag.rawValue) is for the server at \(address.url): start that one with it")
    }
    guard !startsServer else { return .compose(address, try launch(invocation, environment, directory)) }
    var configuration = client.configuration(.address(address), environment: environment, directory: directory)
    configuration.next.append(
      "Does the server take no token, or do you sign in with OAuth? Then delete what the entry says about a token.")
    if !address.isEncrypted, !address.isLoopback {
      configuration.next.append("Warning: without https, everybody on the way can read the token.")
    }
    configuration.next.append(tip(address))
    return configuration
  }

  private static func launch(
    _ invocation: Invocation, _ environment: [String: String], _ directory: String
  ) throws(UsageError) -> ClientLaunch {
    try ClientLaunch(
      program: ClientLaunch.program(CommandLine.arguments[0], environment: environment, directory: directory),
      flags: invocation.flags, environment: environment, directory: directory)
  }

  /// Prints what belongs into a file: exactly, unless it goes to a terminal.
  private static func show(_ text: String) {
    if Terminal.isOutput { standardOutput(text) } else { print(text) }
    // What is said about it comes after it, wherever both go.
    fflush(nil)
  }

  private static func write(_ entry: FileEntry, _ file: String, _ configuration: ClientConfiguration) -> Int32 {
    do throws(ConfigurationFile.Refusal) {
      let outcome = try ConfigurationFile(path: file).put(entry)
      say(outcome, file).forEach(standardError)
      configuration.sentences(for: .object(outcome.merge.entry)).forEach(standardError)
      return 0
    } catch {
      standardError(error.description)
      return 1
    }
  }

  /// What was done, in sentences.
  private static func say(_ outcome: ConfigurationFile.Outcome, _ file: String) -> [String] {
    let name = ClientConfiguration.server
    guard outcome.isWritten else {
      return ["\(file) already has this entry. Nothing was changed."] + outcome.merge.notes
    }
    guard outcome.wasThere, let backup = outcome.backup else { return ["Wrote \(file), which is new."] }
    var sentences = [
      "\(outcome.hadEntry ? "Changed \(name) in" : "Added \(name) to") \(file). Nothing else changed. The old file is saved "
        + "as \(backup)."
    ]
    sentences += outcome.merge.notes
    if !outcome.merge.lost.isEmpty {
      sentences.append(
        "Warning: the entry had \(outcome.merge.lost.joined(separator: " ")), and has it no longer. To keep that, give it "
          + "to the server again.")
    }
    if !outcome.copiesWithToken.isEmpty {
      sentences.append(
        "A token that the entry had is no longer in it, but still in \(outcome.copiesWithToken.joined(separator: ", ")): "
          + "delete that copy when you need it no more.")
    }
    return sentences
  }

  /// Says on standard error what to do with what was printed.
  private static func explain(_ configuration: ClientConfiguration, isInContainer: Bool, mayWrite: Bool) {
    if !mayWrite { standardError("\nNothing was written: this program knows no file to write it into.") }
    if let path = configuration.file {
      let file = isInContainer ? URL(fileURLWithPath: path).lastPathComponent : path
      let alternative = configuration.entry == nil || isInContainer ? "" : ", or run this again with --write"
      standardError("\nPut it into \(file)\(alternative).")
    } else {
      standardError("\nRun that command.")
    }
    if let command = configuration.command { standardError("Or run:\n  \(command)") }
    if let link = configuration.link { standardError("Or open:\n  \(link)") }
    configuration.dialog.forEach(standardError)
    configuration.sentences(for: .string(configuration.text)).forEach(standardError)
  }

  /// What helps when a client shows no tools.
  private static func tip(_ address: ServerAddress?) -> String {
    let question = "Does the client show no tools? Restart it, and look into its log of MCP. "
    guard let address else { return question + "mcp-panther doctor, with the same variables, checks the rest." }
    return question + "This shows whether the server takes the token (401 if not): "
      + "\n  curl -i -H \"Authorization: Bearer $\(ServerAddress.tokenVariable)\" -H \"Content-Type: application/json\" "
      + "-H \"Accept: application/json, text/event-stream\" -d \(Quoting.shell(Self.initialize)) \(Quoting.shell(address.url))"
  }

  /// The first request of a client.
  private static let initialize =
    #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}"#

  static var choices: [String] { Client.allCases.map(\.rawValue) }

  private static var clients: String { choices.joined(separator: ", ") }
}
