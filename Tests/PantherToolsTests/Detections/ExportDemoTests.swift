import JSON
import Panther
import PantherDemo
import TestSupport
import Testing

@Suite(.fewAtOnce) struct ExportDemoTests {
  @Test(arguments: ["rules", "scheduled_rules", "simple_rules", "policies"])
  func `each sample detection is exported, and checked`(_ kind: String) async throws {
    let bench = Bench()
    let instance = DemoInstance(now: Bench.now)
    bench.answer("") { request in
      try await instance.send(
        HTTPRequest(
          request.method, request.url.replacing(Bench.base, with: "https://demo.invalid"), body: request.body,
          isRead: request.isRead, timeout: request.timeout))
    }
    var list = try await bench.call("list_detections", ["detection_types": [.string(kind)], "detail": "full"])
    var detections = list.items("detections")
    while let cursor = list["next_cursor"] {
      list = try await bench.call("list_detections", ["cursor": cursor])
      detections += list.items("detections")
    }
    #expect(detections.count >= 3)
    for detection in detections {
      let (answer, files) = try await bench.export([
        "detection_id": try #require(detection["id"]), "detection_type": .string(kind),
      ])
      #expect(answer["round_trip"] != nil && answer["before_upload"] == nil && answer["left_out"] == nil, "\(answer)")
      #expect(files.count == (kind == "simple_rules" ? 1 : 2), "\(answer)")
      let code = files.first { $0.key.hasSuffix(".py") }?.value
      if kind != "simple_rules" { #expect(code == detection["body"]?.string) }
    }
  }
}
