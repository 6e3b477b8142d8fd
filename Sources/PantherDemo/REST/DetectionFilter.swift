import JSON

/// The filters of a list of detections.
struct DetectionFilter {
  let name: String?
  let isEnabled: Bool?
  let compliance: String?
  let createdBy: String?
  let modifiedBy: String?
  let lists: [(key: String, wanted: [String])]

  init(_ request: DemoRequest) throws {
    name = request.value("name-contains")
    isEnabled = try request.value("state", from: ["enabled", "disabled"]).map { $0 == "enabled" }
    compliance = try request.value("compliance-status", from: ["PASS", "FAIL", "ERROR"])
    (createdBy, modifiedBy) = (request.value("created-by"), request.value("last-modified-by"))
    _ = try request.values("severity", from: DemoState.severities)
    lists = [
      ("severity", "severity"), ("tag", "tags"), ("log-type", "logTypes"), ("resource-type", "resourceTypes"),
      ("scheduled-query", "scheduledQueries"),
    ].map { (key: $0.1, wanted: request.values($0.0).map { $0.lowercased() }) }
  }

  func matches(_ item: JSON.Object) -> Bool {
    (item.string("id").mentions(name) || item.string("displayName").mentions(name))
      && (isEnabled == nil || item["enabled"]?.bool == isEnabled)
      && (compliance == nil || item["_complianceStatus"]?.string == compliance)
      && (createdBy == nil || item["createdBy"]?["id"]?.string == createdBy)
      && (modifiedBy == nil || item["_lastModifiedBy"]?["id"]?.string == modifiedBy)
      && lists.allSatisfy { key, wanted in
        let present = item[key]?.string.map { [$0] } ?? item.strings(key)
        return wanted.isEmpty || present.contains { wanted.contains($0.lowercased()) }
      }
  }
}
