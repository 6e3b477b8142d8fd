import TestSupport
import Testing

@testable import SQLGuard

@Suite(.fewAtOnce) struct SQLTimeFilterTests {
  @Test(arguments: acceptedStatements)
  func `lets ordinary analyst SQL through without remarks`(sql: String) throws {
    #expect(try checkSQL(sql) == [])
  }

  @Test(arguments: [
    // Tables in every way to write them.
    "SELECT * FROM aws_cloudtrail", "SELECT * FROM public.aws_cloudtrail", "SELECT * FROM panther_logs.aws_cloudtrail",
    "SELECT * FROM panther_logs..aws_cloudtrail", "select * from PANTHER_LOGS.PUBLIC.AWS_CLOUDTRAIL limit 5",
    "SELECT * FROM \"panther_logs\".\"public\".\"aws_cloudtrail\"", "SELECT * FROM `panther_logs`.`public`.x",
    "SELECT * FROM panther_views.public.all_logs", "SELECT * FROM panther_signals.public.correlation_signals",
    "SELECT * FROM panther_rule_matches.public.x", "SELECT * FROM panther_rule_errors.public.x",
    "SELECT * FROM panther_monitor.public.classification_failures",
    "SELECT * FROM panther_cloudsecurity.public.resources",
    "SELECT * FROM panther_logs . public /* x */ . aws_alb", "SELECT * FROM (aws_alb)",
    "SELECT * FROM lateral_table, aws_alb",
    // A mention of the time that does not filter.
    "SELECT p_event_time FROM aws_alb", "SELECT * FROM aws_alb ORDER BY p_event_time DESC LIMIT 10",
    "SELECT date_trunc('day', p_event_time) AS d, count(*) FROM aws_alb GROUP BY p_event_time",
    "SELECT * FROM aws_alb WHERE a = 'p_event_time'", "SELECT * FROM aws_alb WHERE a = 1 -- AND p_event_time > 1",
    "SELECT * FROM aws_alb // WHERE p_event_time > 1", "SELECT * FROM aws_alb /* WHERE p_occurs_since('1 d') */",
    "SELECT * FROM aws_alb WHERE a = $$ p_occurs_since('1 d') $$", "SELECT * FROM aws_alb WHERE p_occurs_sincere = 1",
    "SELECT * FROM aws_alb WHERE a:p_event_time > 1", "SELECT * FROM aws_alb WHERE a:b.p_event_time > 1",
    "SELECT * FROM aws_alb QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY p_event_time DESC) = 1",
    "SELECT a, row_number() OVER (ORDER BY p_event_time) AS n FROM aws_alb WHERE n = 1",
    "SELECT p_occurs_since('1 d') FROM aws_alb",
    "SELECT CASE WHEN p_event_time > 1 THEN 1 END FROM aws_alb WHERE x = 1",
    // A filter in another SELECT.
    "SELECT * FROM aws_alb WHERE x IN (SELECT y FROM aws_cloudtrail WHERE p_occurs_since('1 d'))",
    "SELECT * FROM aws_alb WHERE p_occurs_since('1 d') AND x IN (SELECT y FROM aws_cloudtrail)",
    "SELECT * FROM aws_alb WHERE p_occurs_since('1 d') AND EXISTS (SELECT 1 FROM aws_cloudtrail c WHERE c.a = 1)",
    "SELECT * FROM aws_alb WHERE p_occurs_since('1 d') UNION ALL SELECT * FROM aws_cloudtrail",
    "SELECT * FROM aws_alb UNION SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d')",
    "(SELECT * FROM aws_alb) UNION ALL (SELECT * FROM aws_cloudtrail)",
    "WITH a AS (SELECT * FROM aws_alb) SELECT * FROM a",
    "WITH a AS (SELECT * FROM aws_alb WHERE p_occurs_since('1 d')) SELECT * FROM a, aws_cloudtrail",
    "WITH aws_alb AS (SELECT * FROM aws_alb) SELECT * FROM aws_alb",
    "SELECT * FROM (WITH aws_alb AS (SELECT 1) SELECT 1) x JOIN aws_alb ON true",
    "SELECT (SELECT max(x) FROM aws_alb) AS m", "SELECT * FROM (SELECT * FROM (SELECT * FROM aws_alb))",
    "WITH a AS (SELECT * FROM aws_alb) SELECT * FROM a WHERE p_occurs_since('1 d') UNION SELECT * FROM a",
    "SELECT * FROM panther_lookups.public.tor t JOIN aws_alb a ON a.ip = t.ip WHERE a.x = 1 OR a.y = 2",
    "SELECT a FROM aws_alb WHERE a IS DISTINCT FROM b GROUP BY a HAVING count(*) > 3 ORDER BY 1",
    "SELECT * FROM aws_alb a JOIN aws_cloudtrail b ON a.x = b.x WHERE a.y = 1 -- note",
  ])
  func `refuses a large table without a filter, and its own example passes`(sql: String) throws {
    let text = refusal(sql)
    #expect(text.hasPrefix("No time filter on "), "\(sql)")
    #expect(text.contains("allow_full_scan: true"))
    let example = text.split(separator: "Ready example:\n").last.map(String.init) ?? ""
    #expect(example.contains("p_occurs_since('1 d'"))
    #expect(throws: Never.self, "\(example)") { try checkSQL(example) }
    let notices = try checkSQL(sql, full: true)
    #expect(notices.first?.contains("read whole, as allow_full_scan says") ?? false)
  }

  @Test func `shows the user's statement with the filter in its place`() throws {
    #expect(
      refusal("SELECT a FROM aws_alb b WHERE x = 1 OR y = 2 -- note\nORDER BY a").hasSuffix(
        "SELECT a FROM aws_alb b WHERE p_occurs_since('1 d') AND ( x = 1 OR y = 2) -- note\nORDER BY a LIMIT 100"))
    #expect(
      refusal("SELECT * FROM aws_alb a JOIN aws_waf w ON a.i = w.i LIMIT 5;").hasSuffix(
        "ON a.i = w.i WHERE p_occurs_since('1 d', a) AND p_occurs_since('1 d', w) LIMIT 5"))
    #expect(refusal("SELECT 1 FROM aws_alb").contains("No time filter on aws_alb (in panther_logs.public):"))
    for name in ["panther_logs.public.aws_alb", "aws_alb", #"panther_logs."public".AWS_ALB"#] {
      for function in ["IDENTIFIER", "table"] {
        #expect(
          refusal("SELECT 1 FROM \(function) ( '\(name)' ) x WHERE a = 1").contains("No time filter on \(function)"))
        #expect(try checkSQL("SELECT 1 FROM \(function)('\(name)') x WHERE p_occurs_since('1 d', x)") == [])
      }
    }
    #expect(try checkSQL("SELECT 1 FROM IDENTIFIER('panther_lookups.public.a') WHERE b = 1") == [])
    #expect(refusal("SELECT 1 FROM panther_logs.public.x").contains("No time filter on panther_logs.public.x:"))
  }

  @Test(arguments: [
    ("SELECT * FROM aws_alb a JOIN aws_waf w ON a.i = w.i WHERE a.p_event_time > '2024-01-01'", "aws_waf"),
    ("SELECT * FROM aws_alb a, aws_waf w WHERE p_occurs_since('1 d', a) AND a.i = w.i", "aws_waf"),
    ("SELECT * FROM aws_alb a JOIN aws_waf w ON p_occurs_since(3600, w, p_event_time) AND a.i = w.i", "aws_alb"),
    ("SELECT * FROM aws_alb a JOIN aws_waf w ON p_occurs_between('2024-01-01', '2024-01-02', a)", "aws_waf"),
    ("SELECT * FROM aws_alb JOIN aws_waf ON true WHERE aws_alb.p_event_time > 1", "aws_waf"),
    ("SELECT * FROM aws_alb a JOIN aws_alb b ON a.p_event_time = b.p_event_time", "aws_alb"),
    ("SELECT * FROM (SELECT * FROM aws_alb) WHERE p_event_time > '2024-01-01'", "aws_alb"),
    ("WITH a AS (SELECT * FROM aws_alb) SELECT * FROM a WHERE p_occurs_since('1 d')", "aws_alb"),
    (
      "WITH a AS (SELECT * FROM aws_alb), b AS (SELECT * FROM a) SELECT * FROM b WHERE p_occurs_since('1 d')", "aws_alb"
    ),
    ("WITH a AS (SELECT p_event_time AS t FROM aws_alb) SELECT * FROM a WHERE t > '2024-01-01'", "aws_alb"),
    ("SELECT * FROM (SELECT * FROM (SELECT * FROM aws_alb) x) y WHERE y.p_event_time > 1", "aws_alb"),
    (
      "SELECT * FROM (SELECT a FROM aws_alb UNION ALL SELECT a FROM panther_lookups.public.b) WHERE p_occurs_since(90m)",
      "aws_alb"
    ),
    ("SELECT a, max(p_event_time) m FROM aws_alb GROUP BY a HAVING max(p_event_time) > '2024-01-01'", "aws_alb"),
    ("SELECT * FROM aws_alb QUALIFY p_event_time = max(p_event_time) OVER (PARTITION BY a)", "aws_alb"),
    (
      "SELECT * FROM aws_alb a JOIN (SELECT max(x) AS p_event_time FROM panther_lookups.public.y) s ON a.x = s.p_event_time",
      "aws_alb"
    ),
    ("SELECT * FROM IDENTIFIER($t)", "named only at run time"),
    ("SELECT * FROM IDENTIFIER('a' || 'b')", "named only at run time"),
  ])
  func `runs with a notice where the text does not tell`(sql: String, word: String) throws {
    let notices = try checkSQL(sql)
    #expect(notices.count >= 1)
    #expect(notices.allSatisfy { $0.contains(word) }, "\(notices)")
  }

  @Test func `takes unqualified names as the default database's`() throws {
    for database in ["panther_logs", "panther_views.public", "\"PANTHER_SIGNALS\"", "Panther_Rule_Matches"] {
      #expect(refusal("SELECT * FROM x", in: database).contains("No time filter on x (in \(database))"))
      #expect(refusal("SELECT * FROM public.x", in: database).contains("No time filter"))
      #expect(try checkSQL("SELECT * FROM information_schema.tables", in: database) == [])
      #expect(try checkSQL("SELECT * FROM panther_lookups.public.x", in: database) == [])
    }
    for database in ["panther_lookups", "custom.public", "", "snowflake"] {
      #expect(try checkSQL("SELECT * FROM x", in: database) == [])
      #expect(refusal("SELECT * FROM panther_logs.public.x", in: database).contains("No time filter"))
    }
  }
}

private let acceptedStatements: [String] = [
  // Values that look like keywords, and filters that the Python server refused.
  "SELECT * FROM panther_logs.public.aws_alb WHERE p_occurs_since('1 day') AND httpMethod='DELETE'",
  "SELECT * FROM panther_logs.public.aws_s3 WHERE p_occurs_since('1 d') AND op IN ('Create','Update','null','in','SELECT')",
  "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE to_date(p_event_time) = '2024-01-01'",
  "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_event_time IN ('2024-01-01', '2024-01-02')",
  "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_alert_id = 'x'') OR 1=1 --' AND p_event_time > '2024-01-01'",
  // Statements of the kinds that the panther-analysis repository has.
  "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 day') LIMIT 10",
  "SELECT count(*) FROM panther_logs.public.okta_systemlog WHERE p_occurs_since(3600)",
  "SELECT count(*) FROM panther_logs.public.okta_systemlog WHERE p_occurs_since(90m)",
  "SELECT * FROM panther_logs.public.aws_vpcflow WHERE p_occurs_between('2022-01-14','2022-03-22')",
  "SELECT * FROM panther_logs.public.aws_vpcflow WHERE P_OCCURS_BETWEEN(current_date - 1, current_timestamp)",
  "SELECT * FROM panther_logs.public.aws_alb WHERE p_occurs_around('2024-01-01 10:00:00', '10 m') AND elbStatusCode >= 500",
  "SELECT * FROM panther_logs.public.aws_alb a WHERE p_occurs_after('2024-01-01', a) AND p_occurs_before('2024-01-02', a)",
  "WITH logins AS (SELECT actor:alternateId::string AS email, client:ipAddress AS ip FROM panther_logs.public.okta_systemlog "
    + "WHERE p_occurs_since('30 minutes') AND eventType = 'user.session.start') SELECT email, count(DISTINCT ip) FROM logins GROUP BY email "
    + "HAVING count(DISTINCT ip) > 3 ORDER BY 2 DESC",
  "SELECT * FROM panther_views.public.all_logs WHERE p_occurs_since('1 d') AND ARRAY_CONTAINS('10.0.0.1'::VARIANT, p_any_ip_addresses)",
  // Syntax of Snowflake.
  "SELECT * FROM aws_cloudtrail WHERE p_occurs_since('7 d') QUALIFY ROW_NUMBER() OVER (PARTITION BY userIdentity:arn ORDER BY p_event_time DESC) = 1",
  "SELECT f.value:arn::string FROM aws_cloudtrail t, LATERAL FLATTEN(input => t.resources) f WHERE t.p_event_time > dateadd('day', -1, current_timestamp())",
  "SELECT f.value FROM aws_cloudtrail, TABLE(FLATTEN(input => p_any_arns, outer => true)) f WHERE p_event_time >= current_date - 7",
  "SELECT p_enrichment:ipinfo_privacy:\"context.ip_address\" FROM panther_rule_matches.public.aws_alb WHERE p_occurs_since('1 w')",
  "SELECT IFF(errorCode IS NULL, 'ok', 'failed') AS outcome, count(*) FROM aws_cloudtrail WHERE p_occurs_since('1 h') GROUP BY 1",
  "SELECT date_trunc('hour', p_event_time) AS hour, count(*) AS n FROM aws_cloudtrail WHERE p_event_time BETWEEN '2024-01-01' AND '2024-01-02' GROUP BY hour ORDER BY hour",
  "SELECT date_trunc('day', p_event_time) AS day, count(*) FROM aws_cloudtrail WHERE day >= '2024-01-01' GROUP BY day",
  "SELECT eventName, lag(eventName) OVER (PARTITION BY sourceIPAddress ORDER BY p_event_time) AS before FROM aws_cloudtrail WHERE p_occurs_since('1 d')",
  "SELECT a.eventName, b.action FROM aws_cloudtrail a JOIN github_audit b ON a.u = b.u AND b.p_event_time > '2024-01-01' WHERE a.p_event_time > '2024-01-01'",
  "SELECT * FROM aws_cloudtrail a INNER JOIN aws_alb b ON a.ip = b.ip WHERE p_occurs_since('1 d', a) AND p_occurs_since('1 d', b)",
  "SELECT * FROM aws_cloudtrail a LEFT JOIN panther_lookups.public.tor_exit_nodes t ON a.sourceIPAddress = t.ip WHERE p_occurs_since('1 d', a)",
  "SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d') AND sourceIPAddress IN (SELECT ip FROM panther_lookups.public.tor_exit_nodes)",
  "SELECT * FROM aws_alb WHERE p_occurs_since('1 d') UNION ALL SELECT * FROM aws_waf WHERE p_occurs_since('1 d') ORDER BY p_event_time LIMIT 5",
  "WITH a AS (SELECT * FROM aws_alb WHERE p_occurs_since('1 d')), b AS (SELECT ip FROM a GROUP BY ip HAVING count(*) > 9) SELECT a.* FROM a JOIN b USING (ip)",
  "WITH aws_cloudtrail AS (SELECT * FROM panther_logs.public.aws_alb WHERE p_occurs_since('1 d')) SELECT * FROM aws_cloudtrail",
  "WITH \"MyLogs\" AS (SELECT * FROM aws_alb WHERE p_occurs_since('1 d')) SELECT * FROM \"MyLogs\"",
  "WITH m AS (SELECT * FROM aws_alb WHERE p_occurs_since('1 d')) SELECT * FROM M AS x WHERE EXISTS (SELECT 1 FROM m WHERE m.a = x.a)",
  "SELECT \"p_event_time\" FROM aws_alb WHERE \"p_event_time\" > '2024-01-01'",
  "SELECT * FROM aws_alb WHERE PANTHER_LOGS.PUBLIC.AWS_ALB.P_EVENT_TIME::date = '2024-01-01'::date",
  "SELECT * FROM aws_alb WHERE '2024-01-01' <= p_event_time AND (a = 1 OR (b = 2 AND c = 3))",
  "SELECT * FROM aws_alb WHERE (((p_event_time > dateadd(hour, -1, current_timestamp))))",
  "SELECT EXTRACT(hour FROM p_event_time) h, TRIM(both 'x' FROM y) FROM aws_alb WHERE p_occurs_since('1 d') GROUP BY h",
  "SELECT * EXCLUDE (p_row_id) FROM aws_alb WHERE a IS NOT DISTINCT FROM b AND p_occurs_since('2 h') LIMIT 10 OFFSET 5",
  "SELECT t.* FROM aws_alb SAMPLE (10) t WHERE t.p_event_time > '2024-01-01'",
  "SELECT t.* FROM aws_alb AS t WHERE T.P_EVENT_TIME > '2024-01-01'",
  "SELECT listagg(DISTINCT a, ', ') WITHIN GROUP (ORDER BY a) FROM aws_alb WHERE p_occurs_since('1 d')",
  "SELECT OBJECT_CONSTRUCT('select', 1, 'from', 2), ARRAY_SIZE(x), y[0]:z['a b']::int FROM aws_alb WHERE p_occurs_since('1 d')",
  "SELECT column1 FROM VALUES (1), (2)", "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, s)",
  "SELECT table_name FROM panther_logs.information_schema.tables WHERE table_schema = 'PUBLIC'",
  "SELECT table_name FROM information_schema.columns", "SELECT current_timestamp(), current_database()",
  "SELECT * FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY())", "SELECT LAST_QUERY_ID()",
  "SELECT * FROM snowflake.account_usage.query_history",
  "SELECT (SELECT count(*) FROM aws_alb WHERE p_occurs_since('1 d')) AS a, (SELECT count(*) FROM aws_waf WHERE p_occurs_since('1 d')) AS b",
  "SELECT * FROM (SELECT a, p_event_time FROM aws_alb WHERE p_occurs_since('1 d')) x WHERE x.a = 1",
  "SELECT * FROM ((SELECT a FROM aws_alb WHERE p_occurs_since('1 d')) UNION (SELECT a FROM aws_waf WHERE p_occurs_since('1 d'))) z",
  "SELECT * FROM (aws_alb a JOIN aws_waf w ON a.x = w.x AND left(a.y, 3) = w.y) WHERE a.p_event_time > 1 AND w.p_event_time > 1",
  "SELECT * FROM aws_alb PIVOT (count(a) FOR b IN ('x', 'y')) WHERE p_event_time > '2024-01-01'",
  "SELECT a FROM aws_alb WHERE p_occurs_since('1 d') AND path LIKE '%/*%' AND url = 'https://x//y' AND msg = '-- no comment'",
  "SELECT a FROM aws_alb WHERE p_occurs_since('1 d') AND regexp_like(ua, $$.*(curl|wget)\\s'?$$) AND body ILIKE ANY ('%a%', '%b%')",
  "SELECT CASE WHEN a > 1 THEN 'x' ELSE 'y' END AS k, 1e5, .5, 1.5e-3, 0x1F FROM aws_alb WHERE p_event_time > sysdate() - INTERVAL '1 day'",
  "SELECT a, b FROM aws_alb WHERE p_event_time > '2024-01-01' GROUP BY ALL MINUS SELECT a, b FROM panther_lookups.public.known",
  "SELECT b.* FROM aws_alb a ASOF JOIN aws_waf b MATCH_CONDITION (a.p_event_time >= b.p_event_time) ON a.x = b.x WHERE p_occurs_since('1 d', a) AND p_occurs_since('1 d', b)",
  "SELECT a.x FROM aws_alb a JOIN aws_waf b ON b.p_event_time BETWEEN a.p_event_time AND dateadd(minute, 5, a.p_event_time) WHERE p_occurs_since('1 d', a)",
  "SELECT p_alert_id, p_rule_id, p_alert_context:ip FROM panther_signals.public.correlation_signals WHERE p_alert_id = 'a' AND p_event_time >= '2024-01-01T00:00:00Z'",
  "SELECT payload, p_source_id FROM panther_monitor.public.classification_failures WHERE p_occurs_since('1 day') ORDER BY p_event_time DESC LIMIT 20",
  "SELECT TOP 10 * FROM aws_alb WHERE p_occurs_since('1 d');",
  "SELECT a FROM aws_alb WHERE NOT (a = 'x') AND p_event_time::date BETWEEN DATE '2024-01-01' AND DATE '2024-02-01' -- last month\n;\n",
]
