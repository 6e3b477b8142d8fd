import Logging
import Stdio
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
  // Nobody reads any more: the same as a hang-up, which is handled below.
  let output = LineWriter(descriptor: protocolOutput) { kill(getpid(), SIGHUP) }
  let session = Session(program.service) { output.write(line: $0) }

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
  // Not a global queue: from its first use, libdispatch on Linux looks at their threads every second, for ever.
  let signals = DispatchQueue(label: "signals")
  let endings = [SIGTERM, SIGINT, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: signals)
    source.setEventHandler(handler: cancelAndLeave)
    source.activate()
    return source
  }

  // Who waits for nothing would not notice that nobody reads any more.
  Thread.detachNewThread {
    if hasHungUp(protocolOutput, within: -1) { kill(getpid(), SIGHUP) }
  }

  // Not around `leave`, which never returns: the optimizer would drop the sources, and the signals, at once.
  withExtendedLifetime(endings) {
    var reader = LineReader(descriptor: STDIN_FILENO)
    reader.read { line in
      switch line {
      case .text(let bytes): session.receive(line: bytes)
      case .tooLong: session.refuseLine(longerThan: LineReader.limit)
      }
      // A client that has closed its end reads no more either.
      output.waitForRoom { hasHungUp(STDIN_FILENO, within: 0) }
    }
    session.finish(grace: .milliseconds(1500))
  }
  leave()
}

/// Whether the other end of a pipe is closed.
///
/// - Parameter milliseconds: how long to wait for it; -1 for ever, which costs nothing.
private func hasHungUp(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
  var poller = pollfd(fd: descriptor, events: 0, revents: 0)
  while poll(&poller, 1, milliseconds) < 0, errno == EINTR {}
  return poller.revents & Int16(POLLHUP | POLLERR) != 0
}

enum ServeCommand: Subcommand {
  static let name = "serve"
  static let purpose =
    "serve one client over standard input and output, or many over HTTP; what happens without a command"
  static let details = """
    Over HTTP it serves 127.0.0.1:3000/mcp; on any other address than loopback only with tokens or OAuth. SIGHUP reads
    the tokens anew, SIGTERM lets calls end.

      mcp-panther serve --transport streamable-http --http-token-file tokens
      mcp-panther serve --transport streamable-http --demo
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let http = invocation.settings.http else { serve(Program(invocation.settings)) }
    return try await serve(invocation.settings, over: http)
  }
}
