import Testing
import Foundation
import Wire

@Suite struct Probe {
  @Test func `probe`() async throws {
    let demo = Demo()
    print("ALERTS", try await demo.list("/alerts?limit=50", "title").joined(separator: "\n"))
    print(try await demo.get("/alerts?limit=1").text)
    print(try await demo.pages("/alerts?limit=20").map(\.count))
    print(try await demo.list("/alerts?type=SYSTEM_ERROR", "title"), try await demo.list("/alerts?type=DETECTION_ERROR", "title"))
    let start = ContinuousClock.now
    for sql in [
      "SELECT COUNT(*) FROM aws_cloudtrail", "SELECT p_log_type, COUNT(*) n, MIN(p_event_time), MAX(p_event_time) FROM panther_views.public.all_logs GROUP BY 1 ORDER BY n DESC",
      "SELECT COUNT(*), COUNT(DISTINCT p_alert_id) FROM panther_signals.public.correlation_signals",
      "SELECT eventname, COUNT(*) AS c FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('6 h') GROUP BY eventname HAVING c > 3 ORDER BY c DESC",
      "SELECT actor:alternateId::string u, client:ipAddress ip, COUNT(*) FROM okta_systemlog WHERE outcome:result = 'FAILURE' GROUP BY 1,2 ORDER BY 3 DESC LIMIT 5",
      "SELECT DATE_TRUNC('hour', p_event_time) h, COUNT(*) FROM panther_signals.public.correlation_signals WHERE p_occurs_since(86400) GROUP BY h ORDER BY h",
      "SELECT TIME_SLICE(p_event_time, 30, 'MINUTE') AS time_60_minute, p_log_type, p_rule_id, COUNT(*) c, ARRAY_AGG(DISTINCT p_alert_id) ids FROM panther_signals.public.correlation_signals WHERE p_occurs_since('1 day') GROUP BY 1, 2, 3 ORDER BY 1",
      "WITH f AS (SELECT client:ipAddress::string ip, COUNT(*) n FROM okta_systemlog WHERE p_occurs_since(1 d) GROUP BY 1) SELECT * FROM f WHERE n > 5",
      "SELECT session_id FROM gsuite_reports ORDER BY 1 LIMIT 2",
      "SELECT * FROM aws_vpcflow WHERE dstport = 4444 LIMIT 1", "SELECT * FROM aws_cloudtrail a JOIN okta_systemlog b ON a.x=b.y",
      "SELECT * FROM panther_rule_matches.public.aws_cloudtrail WHERE eventname='CreateAccessKey' limit 1"
    ] { print("----", sql); print(try await demo.rows(sql)) }
    print(ContinuousClock.now - start)
    for q in ["{ metrics(input:{fromDate:\"2026-11-18T00:00:00Z\", toDate:\"2026-11-20T00:00:00Z\", intervalInMinutes: 1440}) { alertsPerSeverity{label value breakdown} alertsPerRule{entityId label value} totalAlerts bytesProcessedPerSource{label value} } }",
     "{ sources { edges { node { integrationLabel isHealthy __typename ... on S3LogIntegration { s3Bucket } } } pageInfo{hasNextPage endCursor} } }",
     "{ dataLakeDatabases { name tables { name } } schemas(input:{contains:\"VPC\"}) { edges { node { name spec } } } }", "{ nope { x } }"] { print(try await demo.graphQL(q).text) }
  }
}
