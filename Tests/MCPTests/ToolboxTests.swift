import JSON
import TestSupport
import Testing

@testable import MCP

/// How tools are listed, read their arguments, and answer.
@Suite(.fewAtOnce) struct ToolboxTests {
  private let toolbox = Toolbox(TestTools.all) { $0 }

  private func call(_ tool: String, _ arguments: JSON.Object = [:]) async throws -> (text: String, isError: Bool) {
    let result = try await toolbox.call(tool, arguments)
    return (String(decoding: result.text, as: UTF8.self), result.isError)
  }

  @Test func `lists what is declared, as each revision knows it`() throws {
    let tool = try #require(toolbox.listing(for: .modern)["tools"]?.array?[0])
    #expect(tool["name"] == "echo_arguments")
    #expect(tool["title"] == "Echo arguments")
    #expect(
      tool["inputSchema"]?.text
        == #"{"type":"object","properties":{"text":{"type":"string","description":"A text"},"page_size":{"type":"integer","minimum":1,"maximum":50,"description":"A number","default":25},"colours":{"type":"array","items":{"type":"string","enum":["DARK_RED","BLUE"]},"description":"Colours"},"maybe":{"type":"integer","description":"Maybe"},"is_loud":{"type":"boolean","description":"A switch","default":false},"alert_ids":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3,"description":"Some ids","default":["a"]}},"required":["text"],"additionalProperties":false}"#
    )
    #expect(tool["annotations"]?["readOnlyHint"] == true)
    let old = try #require(toolbox.listing(for: .november2024)["tools"]?.array?[0].object)
    #expect(old.keys == ["name", "description", "inputSchema"])
    #expect(toolbox.listing(for: .march2025)["tools"]?.array?[0].object?.keys.last == "annotations")
  }

  @Test(arguments: [
    (
      #"{"text":"a"}"#,
      #"{"text":"a","page_size":25,"colours":[],"maybe":null,"is_loud":false,"alert_ids":["a"],"given":false}"#
    ),
    (
      #"{"text":7,"page_size":"10","colours":"dark-red","maybe":"3","is_loud":"true","alert_ids":"[\"x\",\"y\"]"}"#,
      #"{"text":"7","page_size":10,"colours":["DARK_RED"],"maybe":3,"is_loud":true,"alert_ids":["x","y"],"given":true}"#
    ),
    (
      #"{"text":"a","page_size":10.0,"colours":"blue, dark_red","maybe":null,"is_loud":null,"alert_ids":"one"}"#,
      #"{"text":"a","page_size":10,"colours":["BLUE","DARK_RED"],"maybe":null,"is_loud":false,"alert_ids":["one"],"given":true}"#
    ),
    (
      #"{"text":"9007199254740993","page_size":"","colours":["BLUE"],"alert_ids":[9007199254740993]}"#,
      #"{"text":"9007199254740993","page_size":25,"colours":["BLUE"],"maybe":null,"is_loud":false,"alert_ids":["9007199254740993"],"given":false}"#
    ),
  ])
  func `reads arguments leniently where they are unambiguous`(_ arguments: String, _ expected: String) async throws {
    let result = try await call("echo_arguments", try #require(try JSON(parsing: arguments).object))
    #expect(result.text == expected)
  }

  @Test(arguments: [
    (#"{}"#, "Argument `text` is required: a string."),
    (#"{"text":""}"#, "Argument `text` must not be empty."),
    (#"{"text":{}}"#, "Argument `text` must be a string, got {}."),
    (#"{"text":"a","page_size":0}"#, "Argument `page_size` must be an integer from 1 to 50, got 0."),
    (#"{"text":"a","page_size":51}"#, "Argument `page_size` must be an integer from 1 to 50, got 51."),
    (#"{"text":"a","page_size":1.5}"#, "Argument `page_size` must be an integer from 1 to 50, got 1.5."),
    (#"{"text":"a","page_size":1e400}"#, "Argument `page_size` must be an integer from 1 to 50, got 1e400."),
    (#"{"text":"a","page_size":"many"}"#, #"Argument `page_size` must be an integer from 1 to 50, got "many"."#),
    (
      #"{"text":"a","colours":["GREEN"]}"#,
      #"Argument `colours` must be a list, each one of DARK_RED, BLUE, got "GREEN"."#
    ),
    (
      #"{"text":"a","alert_ids":["1","2","3","4"]}"#,
      #"Argument `alert_ids` must be a list, each a string (1 to 3 of them), got ["1","2","3","4"]."#
    ),
    (#"{"text":"a","is_loud":"perhaps"}"#, #"Argument `is_loud` must be true or false, got "perhaps"."#),
    (
      #"{"text":"a","pagesize":5}"#,
      "Unknown argument `pagesize`; did you mean `page_size`? It takes: text, page_size, colours, maybe, is_loud, alert_ids."
    ),
    (
      #"{"text":"a","zzz":5}"#,
      "Unknown argument `zzz`. It takes: text, page_size, colours, maybe, is_loud, alert_ids."
    ),
    (
      #"{"page_size":0}"#,
      "Argument `text` is required: a string.\nArgument `page_size` must be an integer from 1 to 50, got 0."
    ),
  ])
  func `says what is wrong with an argument`(_ arguments: String, _ expected: String) async throws {
    let result = try await call("echo_arguments", try #require(try JSON(parsing: arguments).object))
    #expect(result.isError)
    #expect(result.text == expected)
  }

  @Test func `failures are results that say what happened`() async throws {
    let failed = try await call("fail_in_words")
    #expect(failed == ("The thing is broken.", true))
    let unexpected = try await call("fail_unexpectedly")
    #expect(unexpected.isError)
    #expect(!unexpected.text.contains("hunter2"))
  }

  @Test(arguments: [
    #""name":"nope""#, #""name":7"#, #""arguments":{}"#, #""name":"echo_arguments","arguments":[]"#,
    #""name":"echo_arguments","arguments":"{}""#, #""name":"ECHO_ARGUMENTS""#, #""name":"еcho_arguments""#,
  ])
  func `calls that name no tool are protocol errors`(_ params: String) async throws {
    let reply = try await Conversation().request(Conversation.modern("tools/call", params))
    #expect(reply["error"]?["code"] == -32602)
  }

  @Test func `text and structure say the same`() async throws {
    let reply = try await Conversation().request(Conversation.modernCall("echo_arguments", #"{"text":"a\"b\\c\nd"}"#))
    let result = try #require(reply["result"])
    #expect(result["isError"] == false)
    #expect(try JSON(parsing: result["content"]!.array![0]["text"]!.string!) == result["structuredContent"])
    #expect(result["structuredContent"]?["text"] == "a\"b\\c\nd")
  }

  @Test func `errors have no structure, and old revisions have none at all`() async throws {
    let error = try await Conversation().request(Conversation.modernCall("fail_in_words"))
    #expect(error["result"]?["structuredContent"] == nil)
    let conversation = Conversation()
    conversation.initialize(.march2025)
    let old = try await conversation.request(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo_arguments","arguments":{"text":"a"}}}"#)
    #expect(old["result"]?.object?.keys == ["content", "isError"])
  }

  @Test(arguments: [
    ("GetAlert", "get_alert", "Get alert"), ("StartAIAlertTriage", "start_ai_alert_triage", "Start AI alert triage"),
    ("GetHTTPLogSource", "get_http_log_source", "Get HTTP log source"), ("alertIDs", "alert_ids", "Alert IDs"),
    ("alertID", "alert_id", "Alert ID"), ("sql", "sql", "Sql"), ("outputIDsOnly", "output_ids_only", "Output IDs only"),
  ])
  func `derives names`(_ name: String, _ snake: String, _ title: String) {
    #expect(Names.snake(name) == snake)
    #expect(Names.title(name) == title)
  }
}
