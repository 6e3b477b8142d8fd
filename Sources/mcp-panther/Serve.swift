import Dispatch
import Foundation
import MCP

/// Serves one client over standard input and output until either ends or a signal comes. Never returns.
///
/// Input is read right here, on the main thread, which does nothing else.
func serve(_ program: Program) -> Never {
  signal(SIGPIPE, SIG_IGN)
  // Whatever else may print goes to standard error: standard output is the protocol's alone.
  let protocolOutput = dup(STDOUT_FILENO)
  dup2(STDERR_FILENO, STDOUT_FILENO)

  if isatty(STDIN_FILENO) == 1 { standardError(Help.greeting) }
  let gone = DispatchSemaphore(value: 0)
  let output = Output(descriptor: protocolOutput) { gone.signal() }
  let session = Session(
    identity: program.identity, features: program.features, log: program.log, write: { output.write(line: $0) })

  let leave: @Sendable () -> Never = {
    output.flush(timeout: .milliseconds(500))
    program.log.flush()
    // Not `exit`: it would tear libraries down under the feet of their threads.
    _exit(0)
  }
  let cancelAndLeave: @Sendable () -> Void = {
    session.cancelAll()
    leave()
  }
  let endings = [SIGTERM, SIGINT, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler(handler: cancelAndLeave)
    source.activate()
    return source
  }
  Thread.detachNewThread {
    gone.wait()
    cancelAndLeave()
  }

  var reader = LineReader(descriptor: STDIN_FILENO)
  reader.read { line in
    session.receive(line)
    output.waitForRoom()
  }
  session.finish(grace: .milliseconds(1500))
  withExtendedLifetime(endings) { leave() }
}

enum ServeCommand: Subcommand {
  static let name = "serve"
  static let purpose = "serve one client over standard input and output; what happens without a command"

  static func run(_ invocation: Invocation) async throws -> Int32 { serve(Program(invocation.settings)) }
}
