import Foundation
import JSON
import Logging
import TestSupport
import Testing

@testable import MCP

/// What a session writes to the log.
@Suite(.fewAtOnce) struct SessionLogTests {
  @Test func `no level shows what a client sent or a tool answered`() async throws {
    let pipe = Pipe()
    let log = Log(level: .debug, file: pipe.fileHandleForWriting)
    let toolbox = Toolbox(TestTools.all) { $0 }
    let identity = Identity(name: "n", title: "t", version: "1", instructions: "")
    let session = Session(Service(identity: identity, features: [toolbox], log: log))
    let lines = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"cl\nient","version":"1"}}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo_arguments","arguments":{"text":"row-content"}}}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"fail_unexpectedly"}}"#,
      #"{"jsonrpc":"2.0","id":4,"method":"row-content","params":{"secret":"row-content"}}"#, #"{"row-content":"#,
      #"row-content"#, Conversation.modernCall("row-content"),
    ]
    for line in lines { session.receive(line: Array(line.utf8)) }
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        session.finish(grace: .seconds(300))
        log.flush()
        continuation.resume()
      }
    }
    try pipe.fileHandleForWriting.close()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(text.contains("initialized by cl ient 1"))
    #expect(!text.contains("row-content") && !text.contains("hunter2"))
  }
}
