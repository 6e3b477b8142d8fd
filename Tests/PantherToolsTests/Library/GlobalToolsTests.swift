import JSON
import Panther
import TestSupport
import Testing

extension Sample {
  static let globals: [Sample] = [
    Sample(
      "list_global_helpers", [:], "View Rules (RuleRead) or View Policies (PolicyRead)", ("GET /globals", list)),
    Sample(
      "get_global_helper", ["helper_id": "g1"], "View Rules (RuleRead) or View Policies (PolicyRead)",
      ("GET /globals/g1", ["id": "g1"])),
    Sample("list_data_models", [:], "View Rules (RuleRead)", ("GET /data-models", list)),
    Sample(
      "get_data_model", ["data_model_id": "d1"], "View Rules (RuleRead)", ("GET /data-models/d1", ["id": "d1"])),
  ]
}

@Suite(.fewAtOnce) struct GlobalToolsTests {
  @Test func `list_global_helpers sends its filters and shows no code`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /globals", ["results": [["id": "g 1", "description": "d", "tags": ["t"], "body": "def f(): pass"]]])
    let result = try await bench.call(
      "list_global_helpers", ["name_contains": "g", "created_by": "u1", "last_modified_by": "u2", "limit": 3])
    #expect(bench.sent == ["GET /globals?name-contains=g&created-by=u1&last-modified-by=u2&limit=3"])
    #expect(result["helpers"] == ["columns": ["id", "description", "tags"], "rows": [["g 1", "d", ["t"]]]])
    let full = try await bench.call("list_global_helpers", ["detail": "full"])
    #expect(full.items("helpers").first?["body"] == "def f(): pass")
  }

  @Test func `list_data_models shows what Panther says, also managed where it does`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /data-models",
      ["results": [["id": "d1", "displayName": "D", "logTypes": ["A"], "enabled": true, "mappings": []]]])
    bench.answer("GET /data-models", ["results": [["id": "d1", "managed": true]]])
    let plain = try await bench.call("list_data_models", ["limit": 7])
    #expect(bench.sent == ["GET /data-models?limit=7"])
    #expect(
      plain["data_models"] == [
        "columns": ["id", "displayName", "logTypes", "enabled"], "rows": [["d1", "D", ["A"], true]],
      ]
    )
    let managed = try await bench.call("list_data_models")
    #expect(managed["data_models"]?["columns"] == ["id", "managed"])
  }

  static let items = [
    ("get_global_helper", "helper_id", "globals", "helper"),
    ("get_data_model", "data_model_id", "data-models", "data_model"),
  ]

  @Test(arguments: items)
  func `one item is shown whole, whatever its id`(
    _ tool: String, _ argument: String, _ path: String, _ name: String
  ) async throws {
    for id in HostileIDTests.paths.map(\.0) + ["team/shared helpers"] {
      let bench = Bench()
      let item: JSON = ["id": "x", "body": "import re", "mappings": .null, "unknown": ["a": [1, .null]]]
      bench.answer("GET /\(path)/", item)
      let result = try await bench.call(tool, .init([(argument, .string(id))]))
      #expect(bench.transport.sent.map(\.segments) == [[path, id]])
      #expect(result[name] == item)
    }
  }

  @Test(arguments: items) func `an id is required`(
    _ tool: String, _ argument: String, _ path: String, _ name: String
  ) async throws {
    for arguments in [[:], JSON.Object([(argument, JSON(" "))]), JSON.Object([(argument, JSON(".."))])] {
      let bench = Bench()
      #expect(try await bench.call(tool, arguments).isError)
      #expect(bench.sent.isEmpty)
    }
  }

  @Test func `either permission is enough for helpers`() async throws {
    let bench = Bench()
    bench.answer("GET /globals", ["error": "forbidden"], status: 403)
    for (tool, arguments) in [("list_global_helpers", [:]), ("get_global_helper", ["helper_id": "g"])]
      as [(String, JSON.Object)]
    {
      let text = try await bench.call(tool, arguments).text
      #expect(text.contains("View Rules (RuleRead) or View Policies (PolicyRead)"))
    }
  }
}
