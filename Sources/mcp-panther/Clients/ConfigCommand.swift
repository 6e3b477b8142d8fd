import Foundation
import JSON
import MCP

/// `mcp-panther config`: what a client needs to start this server, printed or written into the client's file.
enum ConfigCommand: Subcommand {
  static let name = "config"
  static let operands = "CLIENT"
  static let purpose = "print what a client needs to start this server"
  static let details = """
    CLIENT is one of \(clients).
    Flags such as --read-only and variables such as PANTHER_INSTANCE_URL go into it as they are now; the API token never
    does: each client has its own way to keep it, or PANTHER_API_TOKEN_FILE names a file. With --write, claude-desktop,
    cursor, gemini and vscode (.vscode/mcp.json of this folder) get it into their file, which keeps everything else and
    is copied first; for the others it prints the client's own command.

      mcp-panther config claude-desktop --write
      mcp-panther config vscode --read-only
      mcp-panther config goose --demo
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let name = invocation.operands.first else { throw UsageError("config needs a client: \(clients)") }
    guard let client = Client(rawValue: name) else {
      throw UsageError(
        "unknown client \(name.prefix(80))\(Invocation.nearest(to: name, choices)); there is: \(clients)")
    }
    let environment = invocation.settings.environment
    let directory = FileManager.default.currentDirectoryPath
    let isInContainer = invocation.settings.isInContainer
    let launch = try ClientLaunch(
      program: ClientLaunch.program(CommandLine.arguments[0], environment: environment, directory: directory),
      flags: invocation.flags, environment: environment, directory: directory)
    let configuration = client.configuration(
      isInContainer ? launch.inDocker : launch, environment: environment, directory: directory)
    guard invocation.flags[.write] != nil else {
      show(configuration.text)
      explain(configuration, isInContainer: isInContainer)
      return 0
    }
    guard let members = configuration.members else {
      show(configuration.command ?? configuration.text)
      configuration.next.forEach(standardError)
      return 0
    }
    guard !isInContainer else { throw UsageError("--write cannot reach the client's file from inside a container") }
    return write(members, configuration)
  }

  /// Prints what belongs into a file: exactly, unless it goes to a terminal.
  private static func show(_ text: String) {
    if Terminal.isOutput { standardOutput(text) } else { print(text) }
  }

  private static func write(_ members: JSON.Object, _ configuration: ClientConfiguration) -> Int32 {
    do throws(ConfigurationFile.Refusal) {
      switch try ConfigurationFile(path: configuration.file).merge(members) {
      case .unchanged: standardError("\(configuration.file) says it already.")
      case .written(nil, _): standardError("Wrote \(configuration.file).")
      case .written(let backup?, let lost):
        standardError("Wrote \(configuration.file); what was there is now in \(backup).")
        if !lost.isEmpty {
          standardError(
            "Warning: the server was started with \(lost.joined(separator: " ")) there, and is not any more. To keep that, "
              + "run this again with these flags.")
        }
      }
      configuration.next.forEach(standardError)
      return 0
    } catch {
      standardError(error.description)
      return 1
    }
  }

  /// Says on standard error what to do with what was printed.
  private static func explain(_ configuration: ClientConfiguration, isInContainer: Bool) {
    let file = isInContainer ? URL(fileURLWithPath: configuration.file).lastPathComponent : configuration.file
    let alternative = configuration.members == nil || isInContainer ? "" : ", or run this again with --write"
    standardError("\nPut it into \(file)\(alternative).")
    if let command = configuration.command { standardError("Or run: \(command)") }
    if let link = configuration.link { standardError("Or open: \(link)") }
    configuration.next.forEach(standardError)
  }

  static var choices: [String] { Client.allCases.map(\.rawValue) }

  private static var clients: String { choices.joined(separator: ", ") }
}
