import Foundation
import JSON
import TestSupport
import Testing

/// The real resources and templates, as a client gets them from the built program.
@Suite(.fewAtOnce, .onOwnThreads) struct ResourceTests {
  private static let snapshots = Snapshots("Resources")

  /// For each template, the tool that lists what it shows, the name of the list, and where the values of its variables
  /// stand in an item of it.
  private static let places: [String: (tool: String, list: String, variables: [String: String])] = [
    "panther://alerts/{alert_id}": ("list_alerts", "alerts", ["alert_id": "id"]),
    "panther://detections/{detection_type}/{detection_id}": ("list_detections", "detections", ["detection_id": "id"]),
    "panther://schemas/{schema_names}": ("list_log_type_schemas", "schemas", ["schema_names": "name"]),
    "panther://queries/{query_id}": ("list_scheduled_queries", "queries", ["query_id": "id"]),
  ]

  /// The variables of the first item that the tool lists.
  private func variables(of template: String, _ server: DemoServer) async throws -> [String: String] {
    let place = try #require(Self.places[template], "no sample for \(template)")
    let answer = try await server.call(
      place.tool, place.tool == "list_detections" ? ["detection_types": ["rules"]] : [:])
    let columns = try #require(answer[place.list]?["columns"]?.array)
    let row = try #require(answer[place.list]?["rows"]?.array?.first?.array)
    var values = template.contains("{detection_type}") ? ["detection_type": "rules"] : [:]
    for (variable, column) in place.variables {
      let index = try #require(columns.firstIndex(of: .string(column)))
      let value: String = try #require(row[index].string)
      values[variable] = value
    }
    return values
  }

  /// The template with values in place of its variables; every character that is not a letter or a digit is encoded.
  private func fill(_ template: String, _ values: [String: String]) throws -> String {
    try values.reduce(template) { uri, value in
      let encoded = try #require(value.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
      return uri.replacing("{\(value.key)}", with: encoded)
    }
  }

  private func read(_ uri: String, _ server: DemoServer) async throws -> JSON {
    try await server.ask("resources/read", ["uri": .string(uri)])
  }

  @Test(arguments: DemoServer.Era.allCases)
  func `every template can be read, and says so where there is nothing`(_ era: DemoServer.Era) async throws {
    let server = try DemoServer(era)
    let templates = try await server.list("resources/templates/list", "resourceTemplates")
    #expect(Set(templates.compactMap { $0["uriTemplate"]?.string }) == Set(Self.places.keys))
    for template in templates.compactMap({ $0["uriTemplate"]?.string }) {
      let values = try await variables(of: template, server)
      let uri = try fill(template, values)
      #expect(!uri.contains("{"))
      let reply = try await read(uri, server)
      let contents = try #require(reply["result"]?["contents"]?.array, "\(reply.text.prefix(500))")
      #expect(contents.count == 1)
      #expect(contents[0]["uri"] == .string(uri))
      #expect(contents[0]["mimeType"] == "application/json")
      let text = try #require(contents[0]["text"]?.string)
      #expect(try JSON(parsing: text).object != nil)
      for (variable, column) in try #require(Self.places[template]).variables {
        let value = try #require(values[variable])
        #expect(text.contains("\(JSON.string(column).text):\(JSON.string(value).text)"), "\(uri)")
      }

      let missing = try fill(template, values.mapValues { $0 == "rules" ? $0 : "no such thing" })
      let error = try await read(missing, server)["error"]
      #expect(error?["code"] == (era == .modern ? -32602 : -32002), "\(missing)")
      #expect(error?["data"] == ["uri": .string(missing)], "\(missing)")
      let endless = try fill(template, values.mapValues { _ in String(repeating: "x", count: 1_001) })
      #expect(try await read(endless, server)["error"]?["code"] == -32602)
    }
  }

  @Test(arguments: DemoServer.Era.allCases)
  func `every resource can be read`(_ era: DemoServer.Era) async throws {
    let server = try DemoServer(era)
    let resources = try await server.list("resources/list", "resources")
    #expect(resources.compactMap { $0["uri"] } == ["config://panther", "ui://panther/view.html"])
    let contents = try await read("config://panther", server)["result"]?["contents"]?.array
    #expect(contents?.count == 1)
    #expect(contents?.first?["uri"] == "config://panther")
    let report = try JSON(parsing: try #require(contents?.first?["text"]?.string))
    #expect(report["demo"] == true)
    #expect(report["instance_url"] == "demo")
    #expect(report["read_only"] == false)
    for (list, method, key) in [
      ("available_tools", "tools/list", "tools"), ("available_prompts", "prompts/list", "prompts"),
    ] {
      #expect(report[list]?.array == (try await server.list(method, key)).compactMap { $0["name"] })
    }
  }

  @Test(
    arguments: [
      (["PANTHER_INSTANCE_URL": "https://acme.runpanther.net/"], "https://acme.runpanther.net", "PANTHER_API_TOKEN"),
      (["PANTHER_INSTANCE_URL": "http://acme.example"], "http://acme.example", "PANTHER_ALLOW_INSECURE_INSTANCE"),
      (["PANTHER_INSTANCE_URL": "no url"], .null, "not the URL"), ([:], .null, "is not set"),
    ] as [([String: String], JSON, String)])
  func `the configuration says which instance it is for, and what is wrong`(
    _ environment: [String: String], _ url: JSON, _ problem: String
  ) async throws {
    let server = try ServerProcess(environment: environment)
    server.send(Message.modern(1, "resources/read", #""uri":"config://panther""#))
    let text = try await server.answer(1)["result"]?["contents"]?.array?.first?["text"]?.string
    let report = try JSON(parsing: try #require(text))
    #expect(report["instance_url"] == url)
    #expect(report["problem"]?.string?.contains(problem) == true, "\(report.text)")
  }

  @Test(arguments: DemoServer.Era.allCases)
  func `resources of hidden tools are not there`(_ era: DemoServer.Era) async throws {
    let alert = try await variables(of: "panther://alerts/{alert_id}", DemoServer(era))
    let uri = try fill("panther://alerts/{alert_id}", alert)
    let server = try DemoServer(era, ["--toolsets", "metrics"])
    #expect(try await server.list("resources/templates/list", "resourceTemplates") == [])
    let error = try await read(uri, server)["error"]
    #expect(error?["code"] == (era == .modern ? -32602 : -32002))
    #expect(error?["data"] == ["uri": .string(uri)])
  }

  @Test(arguments: [("resources/list", "resources"), ("resources/templates/list", "resourceTemplates")])
  func `the listings are as recorded`(_ method: String, _ key: String) async throws {
    for era in DemoServer.Era.allCases {
      let listing = JSON.array(try await DemoServer(era).list(method, key)).formatted(sortedKeys: true) + "\n"
      let snapshot = try Self.snapshots.recorded("\(key).json", now: listing)
      #expect(snapshot == listing, "record it with RECORD_SNAPSHOTS=1 and look at the change")
    }
  }

  @Test func `no snapshot is of a listing that is gone`() throws {
    #expect(try Self.snapshots.strays(besides: ["resources.json", "resourceTemplates.json"]) == [])
  }
}
