import Foundation

/// A client for which this program can write a configuration in the client's own form.
enum Client: String, CaseIterable {
  case claudeDesktop = "claude-desktop"
  case claudeCode = "claude-code"
  case claudeCodeProject = "claude-code-project"
  case cursor, vscode, windsurf, zed, jetbrains
  case copilotCLI = "copilot-cli"
  case gemini, codex, goose
  case lmStudio = "lm-studio"
  case docker

  /// What this client needs to get to the server.
  ///
  /// - Parameters:
  ///   - environment: says where the client's files are.
  ///   - directory: the workspace, for clients that have a file in it.
  func configuration(_ access: ServerAccess, environment: [String: String], directory: String) -> ClientConfiguration {
    let folders = ClientFolders(environment)
    switch self {
    case .claudeDesktop: return .claudeDesktop(access, file: "\(folders.claude)/claude_desktop_config.json")
    case .claudeCode: return .claudeCode(access)
    case .claudeCodeProject: return .claudeCodeProject(access, file: "\(directory)/.mcp.json")
    case .cursor: return .cursor(access, file: "\(folders.home)/.cursor/mcp.json")
    case .vscode: return .vscode(access, file: "\(directory)/.vscode/mcp.json")
    case .windsurf: return .windsurf(access, folders)
    case .zed: return .zed(access, file: "\(folders.configuration)/zed/settings.json")
    case .jetbrains: return .jetbrains(access, file: "\(folders.home)/.junie/mcp/mcp.json")
    case .copilotCLI: return .copilotCLI(access, file: "\(folders.copilot)/mcp-config.json")
    case .gemini: return .gemini(access, file: "\(folders.home)/.gemini/settings.json")
    case .codex: return .codex(access, file: "\(folders.codex)/config.toml")
    case .goose: return .goose(access, file: "\(folders.configuration)/goose/config.yaml")
    case .lmStudio: return .lmStudio(access, file: "\(folders.home)/.lmstudio/mcp.json")
    case .docker: return .docker(access)
    }
  }
}

/// Where clients keep their files.
struct ClientFolders {
  let home: String
  /// For programs that keep their settings where the XDG Base Directory Specification says.
  let configuration: String
  let claude: String
  let copilot: String
  let codex: String

  init(_ environment: [String: String], on system: System = .current) {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    home = folder("HOME") ?? NSHomeDirectory()
    configuration = folder("XDG_CONFIG_HOME") ?? "\(home)/.config"
    claude = system.claudeFolder(home: home, configuration: configuration)
    copilot = folder("COPILOT_HOME") ?? "\(home)/.copilot"
    codex = folder("CODEX_HOME") ?? "\(home)/.codex"
  }
}
