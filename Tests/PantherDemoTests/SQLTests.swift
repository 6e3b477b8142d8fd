import JSON
import TestSupport
import Testing

@Suite(.fewAtOnce) struct SQLTests {
  static let trail = "panther_logs.public.aws_cloudtrail"
  static let okta = "panther_logs.public.okta_systemlog"
  static let signals = "panther_signals.public.correlation_signals"

  /// Statements and their rows, with cells joined by `|` and rows by line feeds.
  static let statements: [(sql: String, rows: String)] = [
    // Constants and operators
    ("SELECT 1 + 2 * 3, 7 / 2, 6 / 2, 7 % 4, -(-1), 'a' || 'b'", #"7|3.5|3|3|1|"ab""#),
    ("SELECT 9007199254740993 + 0, 9223372036854775807 + 0", "9007199254740993|9223372036854775807"),
    ("SELECT 'it''s', $$it's$$, 'a\\'b'", #""it's"|"it's"|"a'b""#),
    ("SELECT NULL, TRUE, FALSE, NOT TRUE, NULL = NULL, NULL IS NULL", "null|true|false|false|null|true"),
    ("SELECT NULL AND FALSE, NULL OR TRUE, NULL AND TRUE, NOT (1 = 2 OR 3 > 4)", "false|true|null|true"),
    (
      "SELECT 2 IN (1, 2), 3 NOT IN (1, NULL), 5 BETWEEN 1 AND 5, 5 NOT BETWEEN 1 AND 4, '2' = 2",
      "true|null|true|true|true"
    ),
    (
      "SELECT 'Abc' LIKE 'A%', 'Abc' LIKE 'a%', 'Abc' ILIKE 'a_c', 'a%c' LIKE 'a\\\\%c', 'x' LIKE '%%%x%%'",
      "true|false|true|true|true"
    ),
    ("SELECT 'b' LIKE ANY ('a%', 'b%')", "true"),
    ("SELECT CASE WHEN 1 > 2 THEN 'a' WHEN 2 > 1 THEN 'b' ELSE 'c' END, CASE 3 WHEN 3 THEN 'x' END", #""b"|"x""#),
    ("SELECT 1 -- comment\n, /* ; */ 2 // more\n;", "1|2"),
    // Functions
    (
      "SELECT LOWER('ÄB'), UPPER('a'), LENGTH('글자'), TRIM(' a '), SPLIT_PART('a@b.c', '@', 2), REPLACE('aXbX', 'X', '-')",
      #""äb"|"A"|2|"a"|"b.c"|"a-b-""#
    ),
    ("SELECT SUBSTR('abcdef', 2, 3), LEFT('abc', 2), RIGHT('abc', 2), SUBSTR('abc', -2)", #""bcd"|"ab"|"bc"|"bc""#),
    (
      "SELECT COALESCE(NULL, NULL, 3), NVL(NULL, 1), NULLIF(1, 1), IFF(1 = 1, 'y', 'n'), GREATEST(1, 3, 2), LEAST(1, 3)",
      #"3|1|null|"y"|3|1"#
    ),
    ("SELECT ROUND(2.567, 1), FLOOR(-1.5), CEIL(1.2), ABS(-3)", "2.6|-2|2|3"),
    (
      "SELECT CONTAINS('abc', 'b'), STARTSWITH('abc', 'ab'), ENDSWITH('abc', 'bc'), CONTAINS('a%c', '_%')",
      "true|true|true|false"
    ),
    (
      "SELECT '12'::int, 12::string, CAST('1.5' AS FLOAT), TRY_CAST('x' AS INT), 'true'::boolean",
      #"12|"12"|1.5|null|true"#
    ),
    (
      "SELECT PARSE_JSON('{\"a\":{\"b\":[1,2]}}'):a.b[1], GET_PATH(PARSE_JSON('{\"a\":1}'), 'a'), ARRAY_SIZE(PARSE_JSON('[1,2]'))",
      "2|1|2"
    ),
    ("SELECT ARRAY_CONTAINS('x'::VARIANT, PARSE_JSON('[\"x\"]')), PARSE_JSON('{\"k\":1}')['k']", "true|1"),
    // Times, where it is 2026-11-20 08:10
    (
      "SELECT CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP, CURRENT_DATE",
      #""2026-11-20 08:10:00.000"|"2026-11-20 08:10:00.000"|"2026-11-20""#
    ),
    (
      "SELECT DATEADD(day, -1, CURRENT_TIMESTAMP()), DATEADD('hour', 2, '2026-01-01'::timestamp), DATEADD(month, 1, '2026-01-31'::date)",
      #""2026-11-19 08:10:00.000"|"2026-01-01 02:00:00.000"|"2026-02-28""#
    ),
    (
      "SELECT DATE_TRUNC('hour', '2026-11-20T08:59:59Z'::timestamp), DATE_TRUNC('week', '2026-11-20'::date), DATE_TRUNC('MONTH', TO_DATE('2026-11-20'))",
      #""2026-11-20 08:00:00.000"|"2026-11-16 00:00:00.000"|"2026-11-01 00:00:00.000""#
    ),
    (
      "SELECT TIME_SLICE('2026-11-20 08:44:59'::timestamp, 15, 'MINUTE'), TIME_SLICE(TO_TIMESTAMP('2026-11-20 08:44:59'), 15, 'MINUTE', 'END')",
      #""2026-11-20 08:30:00.000"|"2026-11-20 08:45:00.000""#
    ),
    (
      "SELECT DATEDIFF('day', '2026-11-01', '2026-11-20'), EXTRACT(hour FROM CURRENT_TIMESTAMP()), DATE_PART(epoch_second, TO_TIMESTAMP(100))",
      "19|8|100"
    ),
    (
      "SELECT CURRENT_TIMESTAMP() - INTERVAL '90 minutes', CURRENT_DATE - 1, TO_TIMESTAMP(1700000000), '2026-02-29T23:00:00+09:00' < '2026-03-01'",
      #""2026-11-20 06:40:00.000"|"2026-11-19"|"2023-11-14 22:13:20.000"|true"#
    ),
    (
      "SELECT TO_VARCHAR(CURRENT_TIMESTAMP(), 'YYYY-MM-DD HH24:MI'), TO_CHAR('2026-01-02 03:04:05.678'::timestamp, 'HH24:MI:SS.FF3 DD/MM'), TO_VARCHAR(NULL, 'YYYY')",
      #""2026-11-20 08:10"|"03:04:05.678 02/01"|null"#
    ),
    // Tables
    ("SELECT COUNT(*) FROM \(trail) WHERE p_occurs_since('6 h') AND eventname = 'CreateAccessKey'", "1"),
    (
      "SELECT useridentity:userName, requestparameters['userName']::string AS \"Key Owner\" FROM aws_cloudtrail t WHERE t.eventname = 'CreateAccessKey' AND p_occurs_since(1 day, t)",
      #""dana.whitfield"|"svc-backup""#
    ),
    (
      "SELECT client:ipAddress AS ip, COUNT(*) AS n FROM \"panther_logs\".\"public\".\"okta_systemlog\" WHERE outcome:result = 'FAILURE' AND p_occurs_since(86400) GROUP BY ip HAVING n > 10",
      #""203.0.113.54"|33"#
    ),
    (
      "SELECT COUNT(*) FROM panther_logs.okta_systemlog WHERE ARRAY_CONTAINS('203.0.113.54'::VARIANT, p_any_ip_addresses)",
      "35"
    ),
    (
      "SELECT action, COUNT(DISTINCT srcaddr) > 10 FROM aws_vpcflow GROUP BY 1 ORDER BY 1",
      "\"ACCEPT\"|true\n\"REJECT\"|true"
    ),
    ("SELECT DISTINCT dstport FROM aws_vpcflow WHERE dstport IN (53, 4444) ORDER BY dstport DESC", "4444\n53"),
    (
      "SELECT COUNT(*), COUNT(p_alert_id), COUNT_IF(p_alert_severity = 'CRITICAL') > 3, MIN(p_event_time) < MAX(p_event_time) FROM \(signals) WHERE p_occurs_since('1 d')",
      "140|140|true|true"
    ),
    ("SELECT COUNT(*) FROM aws_cloudtrail WHERE 1 = 2", "0"),
    ("SELECT eventname FROM aws_cloudtrail WHERE 1 = 2 GROUP BY eventname", ""),
    (
      "SELECT SUM(x), AVG(x), MIN(x), MAX(x), MEDIAN(x) FROM (SELECT 1 x UNION ALL SELECT 2 UNION ALL SELECT 6)",
      "9|3.0|1|6|2.0"
    ),
    ("SELECT 1 UNION SELECT 1 UNION ALL SELECT 1", "1\n1"),
    (
      "SELECT x FROM (SELECT 1 AS x UNION ALL SELECT NULL UNION ALL SELECT 3) ORDER BY x DESC NULLS LAST LIMIT 2",
      "3\n1"
    ),
    ("(SELECT 1 AS x) UNION ALL (SELECT 2) ORDER BY x DESC LIMIT 5 OFFSET 1", "1"),
    (
      "WITH a AS (SELECT 1 x UNION ALL SELECT 2), b (y) AS (SELECT x * 10 FROM a) SELECT y FROM b WHERE y > (SELECT MAX(x) FROM a) ORDER BY 1",
      "10\n20"
    ),
    ("SELECT x FROM (SELECT 1 x UNION ALL SELECT 2) WHERE x IN (SELECT 2) AND EXISTS (SELECT 1)", "2"),
    (
      "SELECT ARRAY_AGG(DISTINCT x), LISTAGG(x, ',') FROM (SELECT 'a' x UNION ALL SELECT 'a' UNION ALL SELECT 'b')",
      #"["a","b"]|"a,a,b""#
    ),
    ("SELECT x + 1 AS y, y * 2 AS z FROM (SELECT 1 x) WHERE z = 4 ORDER BY z", "2|4"),
    (
      "SELECT x % 2 AS odd, COUNT(*) FROM (SELECT 1 x UNION ALL SELECT 2 UNION ALL SELECT 3) GROUP BY ALL ORDER BY COUNT(*) DESC",
      "1|2\n0|1"
    ),
    ("SELECT payload LIKE '{%' FROM panther_monitor.public.classification_failures LIMIT 1", "true"),
    // Joins
    ("SELECT a.x, b.y FROM (SELECT 1 x UNION ALL SELECT 2) a JOIN (SELECT 2 x, 'b' y) b ON a.x = b.x", #"2|"b""#),
    (
      "SELECT a.x, b.y FROM (SELECT 1 x UNION ALL SELECT 2) a LEFT JOIN (SELECT 2 x, 'b' y) b USING (x) ORDER BY 1",
      "1|null\n2|\"b\""
    ),
    ("SELECT COUNT(*) FROM (SELECT 1 x UNION ALL SELECT 2) a, (SELECT 1 y UNION ALL SELECT 3) b WHERE x < y", "2"),
    ("SELECT * FROM (SELECT 1 x) a CROSS JOIN (SELECT 2 x) b", "1|2"),
    (
      "SELECT c.eventname, COUNT(*) > 0 FROM aws_cloudtrail c INNER JOIN okta_systemlog o ON c.sourceipaddress = o.client:ipAddress AND o.outcome:result = 'FAILURE' WHERE p_occurs_since('6 h', c) AND p_occurs_since('6 h', o) AND c.eventname = 'CreateAccessKey' GROUP BY 1",
      #""CreateAccessKey"|true"#
    ),
    (
      "SELECT f.value::string AS ip, COUNT(*) > 10 FROM aws_vpcflow, LATERAL FLATTEN(input => p_any_ip_addresses) f WHERE dstport = 4444 GROUP BY 1 ORDER BY 1",
      "\"10.0.4.77\"|true\n\"203.0.113.54\"|true"
    ),
    (
      "SELECT f.key, f.value FROM (SELECT PARSE_JSON('{\"a\":1,\"b\":[2]}') o), TABLE(FLATTEN(o)) f",
      "\"a\"|1\n\"b\"|[2]"
    ),
  ]

  @Test(arguments: statements)
  func `a statement has these rows`(sql: String, rows: String) async throws {
    #expect(try await Demo().rows(sql) == rows)
  }

  static let failures: [(sql: String, message: String)] = [
    ("SELECT * FROM aws_cloudtrail a RIGHT JOIN b ON 1 = 1", "does not do RIGHT JOIN"),
    ("SELECT ROW_NUMBER() OVER (ORDER BY 1) FROM aws_cloudtrail", "window functions"),
    ("SELECT * FROM aws_cloudtrail, LATERAL SPLIT(x)", "LATERAL other than FLATTEN"),
    ("SELECT * FROM aws_cloudtrail a, aws_cloudtrail b", "more than 10000 rows"),
    ("SELECT * FROM aws_cloudtrail a JOIN okta_systemlog b USING (nope)", "in USING"),
    ("SELECT 1; SELECT 2", "statement count"), ("DELETE FROM aws_cloudtrail", "Insufficient privileges"),
    ("SELECT TO_VARCHAR(CURRENT_TIMESTAMP(), 'Month')", "does not do the time format"),
    ("drop table x", "not allowed"), ("SHOW TABLES", "does not do SHOW"), ("nonsense", "syntax error"),
    ("SELECT nope FROM aws_cloudtrail", "invalid identifier 'nope'"), ("SELECT x", "invalid identifier"),
    ("SELECT * FROM panther_nope.public.x", "does not exist or not authorized"), ("SELECT", "unexpected end"),
    ("SELECT eventname, COUNT(*) FROM aws_cloudtrail", "neither an aggregate nor in the group by"),
    ("SELECT SUM(COUNT(*)) FROM aws_cloudtrail", "nested"), ("SELECT 1 WHERE COUNT(*) > 1", "not allowed"),
    ("SELECT 'x", "unterminated string"), ("SELECT /* x", "unterminated comment"),
    ("SELECT \"x", "unterminated quoted"),
    ("SELECT 1 / 0", "Division by zero"), ("SELECT 1 % 0", "Division by zero"), ("SELECT 'x' + 1", "Numeric value 'x'"),
    ("SELECT * FROM aws_cloudtrail WHERE p_event_time > 'soon'", "Timestamp 'soon'"),
    ("SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 fortnight')", "invalid time offset"),
    ("SELECT * FROM aws_cloudtrail WHERE p_occurs_never(1)", "unknown macro"),
    ("SELECT FROBNICATE(1)", "Unknown function FROBNICATE"), ("SELECT LOWER()", "does not take 0"),
    ("SELECT 1 ORDER BY 2", "not in the select list"), ("SELECT 1 UNION SELECT 1, 2", "same number of columns"),
    ("SELECT (SELECT 1 UNION ALL SELECT 2)", "more than one row"), ("SELECT 1 LIMIT -1", "syntax error"),
    ("SELECT 1e999", "out of range"), ("SELECT ☃ FROM aws_cloudtrail", "invalid identifier"),
    ("SELECT #", "unexpected character"),
    ("WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a", "RECURSIVE"), ("SELECT 1 INTERSECT SELECT 1", "INTERSECT"),
  ]

  @Test(arguments: failures)
  func `a statement that cannot run says why`(sql: String, message: String) async throws {
    let answer = try await Demo().run(sql)
    #expect(answer["status"] == "failed")
    #expect(answer["message"]?.string?.contains(message) == true, "\(answer["message"]?.text ?? "")")
    #expect(answer["results"] == .null)
  }

  /// Macros, and which of five times before 08:10 they let through, in minutes before it.
  static let macros: [(condition: String, minutes: [Int])] = [
    ("p_occurs_since('1 h')", [30, 0]), ("p_occurs_since(3600)", [30, 0]), ("p_occurs_since(90m)", [90, 30, 0]),
    ("p_occurs_since('2 hours')", [90, 30, 0]), ("p_occurs_since(1 d)", [1000, 90, 30, 0]),
    ("p_occurs_since('1 w', t)", [2000, 1000, 90, 30, 0]), ("P_OCCURS_SINCE('1 h', t, p_event_time)", [30, 0]),
    ("p_occurs_between('2026-11-20 06:00:00', '2026-11-20T07:00:00Z')", [90]),
    ("p_occurs_between(CURRENT_DATE - 1, CURRENT_DATE)", [1000]),
    ("p_occurs_between('2026-11-19', '2026-11-20', t)", [1000]),
    ("p_occurs_around('2026-11-20T06:40:00Z', '61 m')", [90, 30]),
    ("p_occurs_around('2026-11-20T06:40:00Z', 60)", [90]),
    ("p_occurs_after('2026-11-20 07:40:00')", [30, 0]), ("p_occurs_before('2026-11-20 07:40:00')", [2000, 1000, 90]),
    ("p_occurs_since('1 h') AND NOT p_occurs_since('10 m')", [30]),
  ]

  @Test(arguments: macros)
  func `macros are windows of time`(condition: String, minutes: [Int]) async throws {
    let instants = [2000, 1000, 90, 30, 0].map {
      "SELECT \($0) AS m, DATEADD(minute, -\($0), CURRENT_TIMESTAMP()) AS p_event_time"
    }.joined(separator: " UNION ALL ")
    let rows = try await Demo().rows("SELECT m FROM (\(instants)) t WHERE \(condition) ORDER BY m DESC")
    #expect(rows == minutes.map(String.init).joined(separator: "\n"))
  }

  @Test func `names of columns are those of Panther`() async throws {
    let answer = try await Demo().run(
      "SELECT COUNT(*), eventname AS Name, MAX( p_event_time ), 1 AS \"A b\", 1 x, 2 x FROM aws_cloudtrail GROUP BY 2 LIMIT 1"
    )
    #expect(
      answer[path: ["results", "columnInfo", "order"]] == [
        "count(*)", "name", "max( p_event_time )", "A b", "x", "x_2",
      ])
    #expect(answer[path: ["results", "columnInfo", "types", "count(*)"]] == "fixed")
    #expect(answer[path: ["results", "columnInfo", "types", "max( p_event_time )"]] == "timestamp_ntz")
  }

  @Test func `the statistics of alert events can be asked in the old way`() async throws {
    let demo = Demo()
    let ids = try await demo.list("/alerts?name-contains=dana.whitfield&limit=50").map { "'\($0)'" }.joined(
      separator: ",")
    let answer = try await demo.run(
      """
      SELECT DATE_TRUNC('DAY', cs.p_event_time) AS event_day,
        DATE_TRUNC('MINUTE', DATEADD('MINUTE', 30 * FLOOR(EXTRACT(MINUTE FROM cs.p_event_time) / 30),
          DATE_TRUNC('HOUR', cs.p_event_time))) AS time_30_minute,
        cs.p_log_type, cs.p_any_ip_addresses AS source_ips, cs.p_any_emails AS emails, cs.p_any_trace_ids AS trace_ids,
        COUNT(DISTINCT cs.p_alert_id) AS alert_count, ARRAY_AGG(DISTINCT cs.p_alert_id) AS alert_ids,
        ARRAY_AGG(DISTINCT cs.p_alert_severity) AS severities, MIN(cs.p_event_time) AS first_event,
        MAX(cs.p_event_time) AS last_event
      FROM panther_signals.public.correlation_signals cs
      WHERE cs.p_alert_id IN (\(ids)) AND cs.p_event_time BETWEEN '2026-11-19T00:00:00Z' AND '2026-11-21'
      GROUP BY event_day, time_30_minute, cs.p_log_type, cs.p_any_ip_addresses, cs.p_any_emails, cs.p_any_trace_ids
      HAVING COUNT(DISTINCT cs.p_alert_id) > 0
      ORDER BY event_day DESC, time_30_minute DESC, alert_count DESC
      LIMIT 10
      """)
    #expect(answer["status"] == "succeeded", "\(answer["message"]?.text ?? "")")
    #expect(answer[path: ["results", "edges"]]?.array?.count == 10)
  }

  @Test func `sessions are larger than a double holds`() async throws {
    let rows = try await Demo().rows("SELECT session_id FROM gsuite_reports WHERE session_id % 2 = 1 LIMIT 400")
    let numbers = rows.split(separator: "\n").compactMap { Int($0) }
    #expect(!numbers.isEmpty && numbers.allSatisfy { $0 > 9_007_199_254_740_992 && Int(Double($0)) != $0 })
  }

  @Test(arguments: [
    "S3 reads per identity", "Failed Okta logins", "Dormant users", "Console logins by country",
    "Everything about an address", "Volume per log type",
  ])
  func `saved queries run`(name: String) async throws {
    let demo = Demo()
    let query = try #require(try await demo.get("/queries")["results"]?.array?.first { $0["name"]?.string == name })
    let answer = try await demo.run(query["sql"]?.string ?? "")
    #expect(answer["status"] == "succeeded", "\(answer["message"]?.text ?? "")")
  }
}
