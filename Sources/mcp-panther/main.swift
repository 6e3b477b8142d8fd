import Foundation

let environment = ProcessInfo.processInfo.environment
do {
  let command = try Command(Array(CommandLine.arguments.dropFirst()), environment: environment)
  switch command.action {
  case .help: print(Help.text)
  case .version: print("mcp-panther \(Program.version)")
  case .serve: serve(Program(command.settings))
  case .verifyAudit(let files): exit(verifyAudit(files))
  case .call(let tool, let arguments): exit(await call(tool, arguments, Program(command.settings)))
  }
} catch {
  // Wrong usage: EX_USAGE of sysexits.h.
  standardError("mcp-panther: \(error)\nTry: mcp-panther --help")
  exit(64)
}
