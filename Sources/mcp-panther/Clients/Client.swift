import Foundation

/// A client for which this program can write a configuration in the client's own form.
enum Client: String, CaseIterable {
  case claudeDesktop = "claude-desktop"
  case claudeCode = "claude-code"
  case cursor, vscode, goose, codex, gemini, docker

  /// What this client needs to start the server.
  ///
  /// - Parameters:
  ///   - environment: says where the client's files are.
  ///   - directory: the workspace, for clients that have a file in it.
  func configuration(_ launch: ClientLaunch, environment: [String: String], directory: String) -> ClientConfiguration {
    let home = environment["HOME"] ?? NSHomeDirectory()
    switch self {
    case .claudeDesktop:
      let folder = System.current.claudeFolder(home: home, configuration: Self.configFolder(home, environment))
      return .claudeDesktop(launch, folder: folder)
    case .claudeCode: return .claudeCode(launch)
    case .cursor: return .cursor(launch, file: "\(home)/.cursor/mcp.json")
    case .vscode: return .vscode(launch, file: "\(directory)/.vscode/mcp.json")
    case .goose: return .goose(launch, file: "\(Self.configFolder(home, environment))/goose/config.yaml")
    case .codex: return .codex(launch, file: "\(environment["CODEX_HOME"] ?? "\(home)/.codex")/config.toml")
    case .gemini: return .gemini(launch, file: "\(home)/.gemini/settings.json")
    case .docker: return .docker(launch.isInContainer ? launch : launch.inDocker)
    }
  }

  private static func configFolder(_ home: String, _ environment: [String: String]) -> String {
    environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
  }
}
