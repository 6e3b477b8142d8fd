import JSON
import TestSupport
import Testing

@testable import MCP

/// How lines of input become messages, and what JSON-RPC asks of them.
@Suite(.fewAtOnce) struct MessageTests {
  @Test(arguments: [
    ("{", -32700), ("nonsense", -32700), ("{} {}", -32700), ("\u{0}", -32700), (#"{"a":"#, -32700),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"}"#, -32700),
    ("{}", -32600), ("1", -32600), (#""ping""#, -32600), ("null", -32600), ("[]", -32600),
    (#"{"jsonrpc":"1.0","method":"ping"}"#, -32600), (#"{"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0"}"#, -32600), (#"{"jsonrpc":"2.0","method":7}"#, -32600),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1e2,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
  ])
  func `answers what is no message with an error and id null`(_ text: String, _ code: Int) {
    let replies = Conversation().ask(text)
    #expect(replies.count == 1)
    #expect(replies[0]["error"]?["code"]?.int == code)
    #expect(replies[0]["id"] == .null)
  }

  @Test(arguments: [
    "7", "-7", "0", "9007199254740993", "123456789012345678901234567890", #""7""#, #""""#, #""a\u2028b\u0000c""#,
    #""관리자""#, #""\#(String(repeating: "x", count: 100_000))""#,
  ])
  func `echoes ids exactly`(_ id: String) throws {
    let replies = Conversation().ask(#"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#)
    #expect(replies == [["jsonrpc": "2.0", "id": try JSON(parsing: id), "result": [:]]])
  }

  @Test func `tells apart ids that Unicode calls equal`() {
    #expect(RequestID("e\u{301}") != RequestID("\u{e9}"))
    #expect(RequestID("7") != RequestID(7))
  }

  @Test(arguments: [
    #"{"jsonrpc":"2.0","method":"notifications/unknown"}"#, #"{"jsonrpc":"2.0","method":"tools/list"}"#,
    #"{"jsonrpc":"2.0","method":"tools/call","params":[]}"#, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#, #"{"jsonrpc":"2.0","id":9,"result":{}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":404}}"#,
    #"{"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"x"}}"#, "", "   ", "\r", "\t \r",
  ])
  func `never answers notifications, responses and blank lines`(_ text: String) {
    let conversation = Conversation()
    conversation.initialize()
    #expect(conversation.ask(text).isEmpty)
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#).count == 1)
  }

  @Test func `tolerates a byte order mark, CRLF and space around the JSON`() {
    for text in [
      "\u{FEFF}{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
      " {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} \r",
    ] {
      #expect(Conversation().ask(text)[0]["result"] == [:])
    }
  }

  @Test func `refuses invalid UTF-8`() {
    let conversation = Conversation()
    conversation.it.receive(
      line: Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8))
    #expect(conversation.written[0]["error"]?["code"] == -32700)
  }

  @Test func `refuses lines that are too long or too deep and goes on`() {
    let conversation = Conversation()
    conversation.it.refuseLine(longerThan: 16 << 20)
    conversation.send(String(repeating: "[", count: 100_000))
    conversation.send(
      #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"# + String(repeating: "[", count: 100_000))
    #expect(conversation.written.map { $0["error"]?["code"] } == [-32700, -32700, -32700])
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)[0]["result"] == [:])
  }

  @Test(arguments: [
    (#"{"jsonrpc":"2.0","id":1,"method":"x/y"}"#, -32601), (#"{"jsonrpc":"2.0","id":1,"method":""}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"debug"}}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 1_000_000))"}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":"x"}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":7}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":7}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"progressToken":{}}}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602),
  ])
  func `answers unknown methods and bad params with the request's id`(
    _ text: String, _ code: Int
  ) {
    let conversation = Conversation()
    conversation.initialize()
    let replies = conversation.ask(text)
    #expect(replies.count == 1)
    #expect(replies[0]["id"] == 1)
    #expect(replies[0]["error"]?["code"]?.int == code)
  }
}
