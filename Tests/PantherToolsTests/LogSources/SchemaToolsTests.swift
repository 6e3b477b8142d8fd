import JSON
import Panther
import TestSupport
import Testing

extension Sample {
  static let schemas: [Sample] = [
    Sample(
      "list_log_type_schemas", [:], "View Log Sources (LogSourceRead)",
      ("query Schemas", ["data": ["schemas": ["edges": [["node": ["name": "A"]]]]]])),
    Sample(
      "get_log_type_schema_details", ["schema_names": ["A"]], "View Log Sources (LogSourceRead)",
      ("query SchemaDetails", ["data": ["schemas": ["edges": [["node": ["name": "A"]]]]]])),
  ]
}

@Suite(.fewAtOnce) struct SchemaToolsTests {
  private static func schema(_ name: String) -> JSON {
    [
      "name": .string(name), "description": "d", "spec": .string("schema: \(name)"), "discoveredSpec": "more",
      "isManaged": true, "isArchived": false, "updatedAt": .null, "version": 3,
    ]
  }

  private func answer(_ bench: Bench, _ schemas: [JSON]) {
    bench.connect("query SchemaDetails", in: "schemas", schemas)
  }

  @Test func `list_log_type_schemas filters nothing unless asked`() async throws {
    let bench = Bench()
    bench.connect("query Schemas", in: "schemas", [Self.schema("AWS.ALB")])
    let result = try await bench.call("list_log_type_schemas")
    #expect(bench.variables == [["input": [:]]])
    #expect(result["total"] == 1)
    #expect(
      result["schemas"] == [
        "columns": ["name", "isManaged", "isArchived", "description"], "rows": [["AWS.ALB", true, false, "d"]],
      ])
  }

  @Test func `list_log_type_schemas sends false as false, and all of it for every page`() async throws {
    let bench = Bench()
    bench.connect("query Schemas", in: "schemas", (0..<12).map { Self.schema("s\($0)") })
    _ = try await bench.call(
      "list_log_type_schemas",
      ["contains": "a\"b", "is_archived": false, "is_in_use": true, "is_managed": "false"])
    let input: JSON.Object = ["contains": "a\"b", "isArchived": false, "isInUse": true, "isManaged": false]
    var second = input
    second["cursor"] = "c+/=&10"
    #expect(bench.variables == [["input": .object(input)], ["input": .object(second)]])
  }

  @Test func `get_log_type_schema_details shows the exact name, not all that contain it`() async throws {
    let bench = Bench()
    answer(bench, ["AWS.CloudTrailDigest", "AWS.CloudTrail", "Custom.Has.A.Field"].map(Self.schema))
    let result = try await bench.call("get_log_type_schema_details", ["schema_names": ["AWS.CloudTrail"]])
    #expect(bench.variables == [["input": ["contains": "AWS.CloudTrail"]]])
    #expect(
      result["schemas"] == [
        [
          "name": "AWS.CloudTrail", "description": "d", "spec": "schema: AWS.CloudTrail", "isManaged": true,
          "isArchived": false,
        ]
      ])
    #expect(result["missing"] == nil)
    let full = try await bench.call(
      "get_log_type_schema_details", ["schema_names": ["AWS.CloudTrail"], "detail": "full"])
    #expect(full["schemas"] == [Self.schema("AWS.CloudTrail")])
  }

  @Test func `upper and lower case matter where both exist`() async throws {
    let bench = Bench()
    answer(bench, ["Custom.FOO", "Custom.Foo"].map(Self.schema))
    for (name, found) in [("Custom.Foo", "Custom.Foo"), ("Custom.FOO", "Custom.FOO"), ("custom.foo", "Custom.FOO")] {
      let result = try await bench.call("get_log_type_schema_details", ["schema_names": [.string(name)]])
      #expect(result.items("schemas").map { $0["name"] } == [.string(found)])
    }
  }

  @Test func `what is missing is said by name, with near names, beside what was found`() async throws {
    let bench = Bench()
    bench.answer("query SchemaDetails") { request in
      let name = request.variables["input"]?["contains"]?.string ?? ""
      if name == "Broken" { return HTTPResponse(json: ["errors": [["message": "the moon"]]]) }
      let found = name == "AWS" ? ["AWS.ALB", "AWS.VPCFlow"] : name == "Okta" ? ["Okta"] : []
      return HTTPResponse(
        json: ["data": ["schemas": ["edges": .array(found.map { ["node": Self.schema($0)] })]]])
    }
    let result = try await bench.call(
      "get_log_type_schema_details", ["schema_names": ["AWS", "Okta", "Nothing", "Broken", "Okta"]])
    #expect(result.items("schemas").map { $0["name"] } == ["Okta"])
    #expect(result["missing"]?.object?.keys == ["AWS", "Nothing", "Broken"])
    #expect(result["missing"]?["AWS"]?.string?.contains(#""AWS.ALB", "AWS.VPCFlow""#) == true)
    #expect(result["missing"]?["Broken"]?.string?.contains("the moon") == true)
  }

  @Test func `no schema at all is an error`() async throws {
    let bench = Bench()
    answer(bench, [Self.schema("AWS.CloudTrailDigest")])
    let result = try await bench.call("get_log_type_schema_details", ["schema_names": ["AWS.CloudTrail", "x"]])
    #expect(result.isError)
    #expect(result.text.contains(#"AWS.CloudTrail: There is no such schema. Near: "AWS.CloudTrailDigest"."#))
  }

  @Test(
    arguments: [
      [:], ["schema_names": []], ["schema_names": ["1", "2", "3", "4", "5", "6"]], ["schema_names": [1, .null]],
    ] as [JSON.Object])
  func `one to five names are taken`(_ arguments: JSON.Object) async throws {
    let bench = Bench()
    #expect(try await bench.call("get_log_type_schema_details", arguments).isError)
    #expect(bench.sent.isEmpty)
  }

  @Test func `five long schemas stay within the answer, and can be read on`() async throws {
    let bench = Bench()
    bench.answer("query SchemaDetails") { request in
      let name = request.variables["input"]?["contains"] ?? .null
      let spec = JSON.string(String(repeating: "- name: field\n", count: 2_000))
      return HTTPResponse(json: ["data": ["schemas": ["edges": [["node": ["name": name, "spec": spec]]]]]])
    }
    let result = try await bench.call("get_log_type_schema_details", ["schema_names": ["a", "b", "c", "d", "e"]])
    #expect(result.text.unicodeScalars.count <= 8_000)
    #expect(result["cut"] != nil)
    #expect(result.text.contains("field_offset"))
  }
}
