/// `mcp-panther completions`: the script that a shell reads to complete the command line.
enum CompletionsCommand: Subcommand {
  static let name = "completions"
  static let operands = "SHELL"
  static let purpose = "print completions for a shell: bash, zsh or fish"
  static let details = """
    They know commands, flags and their values, tools, prompts, their arguments and the values of these, and clients.

    Put one of these lines into the file with which your shell starts:

      bash (~/.bashrc):                  source <(mcp-panther completions bash)
      zsh (~/.zshrc, after compinit):    source <(mcp-panther completions zsh)
      fish (~/.config/fish/config.fish): mcp-panther completions fish | source
    """
  static var choices: [String] { ["bash", "zsh", "fish"] }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let grammar = CommandLineGrammar()
    switch invocation.operands.first {
    case "bash": print(grammar.bash)
    case "zsh": print(grammar.zsh)
    case "fish": print(grammar.fish)
    default: throw UsageError("completions needs a shell: \(choices.joined(separator: ", "))")
    }
    return 0
  }
}
