import JSON
import Logging
import Panther
import TestSupport
import Testing

extension Sample {
  static let logSources: [Sample] = [
    Sample(
      "list_log_sources", [:], "View Log Sources (LogSourceRead)",
      ("query Sources", ["data": ["sources": ["edges": [["node": ["integrationId": "s1"]]]]]])),
    Sample(
      "get_http_log_source", ["source_id": "s1"], "View Log Sources (LogSourceRead)",
      ("GET /log-sources/http/s1", ["integrationId": "s1"])),
  ]
}

@Suite(.fewAtOnce) struct SourceToolsTests {
  private static func source(_ id: String, _ isHealthy: JSON, types: JSON = ["AWS.ALB"], kind: String = "aws-s3")
    -> JSON
  {
    [
      "integrationId": .string(id), "integrationLabel": .string("label of \(id)"), "integrationType": .string(kind),
      "isHealthy": isHealthy, "logTypes": types, "lastEventReceivedAtTime": "2026-11-20T07:00:00.000Z",
      "s3Bucket": "b",
    ]
  }
  private static let sources = [
    source("a", true), source("b", false), source("c", .null, types: .null),
    source("d", true, types: ["okta.systemlog", "AWS.ALB"], kind: "log-pulling"), source("e", false, kind: "http"),
  ]

  private func ids(_ arguments: JSON.Object) async throws -> [String] {
    let bench = Bench()
    bench.connect("query Sources", in: "sources", Self.sources, pageSize: 2)
    return try await bench.call("list_log_sources", arguments).items("sources").map {
      $0["integrationId"]?.string ?? ""
    }
  }

  @Test func `list_log_sources shows all pages, healthy and unhealthy, the latter first`() async throws {
    let bench = Bench()
    bench.connect("query Sources", in: "sources", Self.sources, pageSize: 2)
    let result = try await bench.call("list_log_sources")
    #expect(
      bench.variables == [["input": [:]], ["input": ["cursor": "c+/=&2"]], ["input": ["cursor": "c+/=&4"]]])
    #expect(result["total"] == 5)
    #expect(result["unhealthy"] == 2)
    #expect(result.items("sources").map { $0["integrationId"] } == ["b", "e", "a", "c", "d"])
    #expect(
      result["sources"]?["columns"] == [
        "integrationId", "integrationLabel", "integrationType", "isHealthy", "lastEventReceivedAtTime", "logTypes",
      ])
    #expect(result.items("sources")[0]["lastEventReceivedAtTime"] == "2026-11-20T07:00:00.000Z")
  }

  @Test func `the unhealthy source that is silent for longest comes first`() async throws {
    let bench = Bench()
    let times: [(String, JSON, Bool)] = [
      ("new", "2026-11-20T07:00:00.000Z", false), ("healthy", "2020-01-01T00:00:00.000Z", true),
      ("old", "2026-11-18T07:00:00.000Z", false), ("never", .null, false),
    ]
    bench.connect(
      "query Sources", in: "sources",
      times.map { ["integrationId": .string($0), "lastEventReceivedAtTime": $1, "isHealthy": .bool($2)] }, pageSize: 3)
    let result = try await bench.call("list_log_sources")
    #expect(result.items("sources").map { $0["integrationId"] } == ["never", "old", "new", "healthy"])
  }

  @Test func `filters look at all sources, not at one page`() async throws {
    #expect(try await ids(["is_healthy": true]) == ["a", "d"])
    #expect(try await ids(["is_healthy": false]) == ["b", "e"])
    #expect(try await ids(["log_types": ["Okta.SystemLog", "X"]]) == ["d"])
    #expect(try await ids(["integration_type": "HTTP"]) == ["e"])
    #expect(try await ids(["name_contains": "OF C"]) == ["c"])
    #expect(try await ids(["name_contains": "label", "is_healthy": true, "log_types": ["aws.alb"]]) == ["a", "d"])
    #expect(try await ids(["name_contains": "nowhere"]) == [])
  }

  @Test func `filters go with the cursor`() async throws {
    let bench = Bench()
    let label = String(repeating: "x", count: 60)
    bench.connect(
      "query Sources", in: "sources",
      (0..<200).map {
        ["integrationId": .string("s\($0)"), "isHealthy": .bool($0 % 2 == 0), "integrationLabel": .string(label)]
      })
    let pages = try await bench.walk("list_log_sources", ["is_healthy": true])
    #expect(pages.count > 1)
    #expect(pages.all("sources", "integrationId") == (0..<200).filter { $0 % 2 == 0 }.map { "s\($0)" })
  }

  @Test func `a refusal names View Log Sources`() async throws {
    let bench = Bench()
    bench.answer("query Sources", ["errors": [["message": "no", "extensions": ["code": "FORBIDDEN"]]]])
    let result = try await bench.call("list_log_sources")
    #expect(result.text.contains("View Log Sources (LogSourceRead)"))
    #expect(!result.text.contains("RuleRead"))
  }

  @Test func `get_http_log_source never shows a secret, only that it is set`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /log-sources/http/s1",
      [
        "integrationId": "s1", "authMethod": "Basic", "authUsername": "collector", "authPassword": "SECRET-a",
        "authBearerToken": "SECRET-b", "authSecretValue": "", "authHmacAlg": .null, "authHeaderKey": "x-sign",
        "logTypes": ["A"], "logStreamTypeOptions": ["jsonArrayEnvelopeField": "records"],
      ])
    let result = try await bench.call("get_http_log_source", ["source_id": "s1"])
    #expect(!result.text.contains("SECRET"))
    #expect(!String(decoding: result.body, as: UTF8.self).contains("SECRET"))
    #expect(result["source"]?["authUsername"] == "collector")
    #expect(result["source"]?["authHeaderKey"] == "x-sign")
    #expect(result["source"]?["authSecretValue"] == "")
    #expect(result["source"]?["logStreamTypeOptions"] == ["jsonArrayEnvelopeField": "records"])
    for key in ["authPassword", "authBearerToken"] { #expect(result["source"]?[key]?.string?.isEmpty == false) }
  }

  @Test func `a secret of another type than text is not shown either`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /log-sources/http/s1", ["authSecretValue": ["value": "SECRET-c"], "authBearerToken": ["SECRET-d"]])
    #expect(try await !bench.call("get_http_log_source", ["source_id": "s1"]).text.contains("SECRET"))
  }

  @Test(arguments: HostileIDTests.paths.map(\.0))
  func `the id stays in its segment`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /log-sources/http/", [:])
    _ = try await bench.call("get_http_log_source", ["source_id": .string(id)])
    #expect(bench.transport.sent.map(\.segments) == [["log-sources", "http", id]])
  }
}
