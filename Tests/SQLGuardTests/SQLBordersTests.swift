import Foundation
import TestSupport
import Testing

@testable import SQLGuard

/// Which statements lie within borders. `okta_systemlog` stands for what must not be read.
@Suite(.fewAtOnce) struct SQLBordersTests {
  private static let narrow = ["panther_logs.aws_*", "panther_lookups"]

  private func confine(
    _ sql: String, _ words: [String] = narrow, in database: String? = "panther_logs.public"
  ) throws {
    try SQLGuard.confine(sql, database: database, to: try SQLBorders(words))
  }

  private func refusal(
    _ sql: String, _ words: [String] = narrow, in database: String? = "panther_logs.public"
  ) -> String {
    do {
      try confine(sql, words, in: database)
      Issue.record("not refused: \(sql)")
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    "SELECT 1", "SELECT * FROM aws_cloudtrail", "SELECT * FROM AWS_CloudTrail c, panther_logs.public.aws_alb a",
    "SELECT * FROM public.aws_alb", "SELECT * FROM panther_logs.aws_alb", "SELECT * FROM panther_logs..aws_alb",
    "SELECT * FROM \"AWS_ALB\"", "SELECT * FROM \"PANTHER_LOGS\".\"PUBLIC\".\"AWS_ALB\"",
    "WITH okta_systemlog AS (SELECT * FROM aws_alb) SELECT * FROM okta_systemlog, Okta_SystemLog x",
    "WITH a AS (SELECT 1), b (x) AS (SELECT * FROM a) SELECT * FROM b UNION SELECT * FROM a",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
    "SELECT okta_systemlog.x AS okta_systemlog FROM aws_alb okta_systemlog -- FROM okta_systemlog\n WHERE a = 'FROM x'",
    "SELECT * FROM aws_alb a JOIN panther_lookups.public.tor t ON a.ip = t.ip JOIN aws_waf w USING (id), aws_vpcflow v",
    "SELECT * FROM (aws_alb a CROSS JOIN aws_waf), (SELECT 1 AS n) x, LATERAL FLATTEN(INPUT => a.b) f (s)",
    "SELECT * FROM TABLE(FLATTEN(PARSE_JSON('[1]'))), TABLE(GENERATOR(ROWCOUNT => 3)), VALUES (1), (2)",
    "SELECT EXTRACT(DAY FROM p_event_time), a:from.b, SUBSTRING(a FROM 2) FROM aws_alb WHERE a IS DISTINCT FROM b",
    "SELECT * FROM aws_alb WHERE p_occurs_since('1 d') AND x IN (SELECT y FROM aws_waf WHERE t > 1.5e10 AND z = 90m)",
    "SELECT a, COUNT(*) FROM aws_alb GROUP BY a, b HAVING COUNT(*) > 1 ORDER BY a, b DESC LIMIT 10 OFFSET 5",
    "SELECT * FROM aws_alb PIVOT (SUM(a) FOR b IN ('c')) p SAMPLE (10) AT (OFFSET => -60) QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1",
    "DESCRIBE TABLE aws_alb", "DESC VIEW panther_logs.public.aws_alb", "EXPLAIN SELECT * FROM aws_alb",
    "(SELECT * FROM aws_alb) UNION ALL (SELECT * FROM aws_waf)",
    "SELECT * FROM aws_alb START WITH a = 1 CONNECT BY a = b, c = d",
  ])
  func `lets through what reads only what is listed`(sql: String) throws {
    try confine(sql)
  }

  @Test(arguments: [
    "SELECT * FROM okta_systemlog", "SELECT * FROM public.okta_systemlog",
    "SELECT * FROM panther_logs.public.okta_systemlog",
    "SELECT * FROM panther_logs . /* x */ public . okta_systemlog", "SELECT * FROM panther_logs..okta_systemlog",
    "SELECT * FROM aws_alb, okta_systemlog", "SELECT * FROM aws_alb a JOIN okta_systemlog o ON a.b = o.b",
    "SELECT * FROM aws_alb a JOIN aws_waf w USING (id), okta_systemlog", "SELECT * FROM (okta_systemlog)",
    "SELECT * FROM aws_alb a JOIN aws_waf w ON a.b = w.b, okta_systemlog o",
    "SELECT * FROM (aws_alb, (okta_systemlog))",
    "SELECT * FROM aws_alb WHERE EXISTS (SELECT 1 FROM okta_systemlog)", "SELECT (SELECT MAX(a) FROM okta_systemlog)",
    "SELECT * FROM aws_alb UNION SELECT * FROM okta_systemlog", "SELECT ARRAY_AGG((SELECT a FROM okta_systemlog))",
    "SELECT * FROM aws_alb ORDER BY (SELECT a FROM okta_systemlog)", "SELECT * FROM aws_alb, LATERAL okta_systemlog",
    "WITH a AS (SELECT * FROM okta_systemlog) SELECT * FROM a", "SELECT * FROM aws_alb NATURAL JOIN okta_systemlog",
    "WITH okta_systemlog AS (SELECT * FROM okta_systemlog) SELECT * FROM okta_systemlog",
    "WITH okta_systemlog AS (SELECT 1 UNION ALL SELECT a FROM okta_systemlog) SELECT * FROM okta_systemlog",
    "WITH RECURSIVE okta_systemlog AS (SELECT * FROM okta_systemlog UNION ALL SELECT 1) SELECT * FROM okta_systemlog",
    "WITH b AS (SELECT * FROM okta_systemlog), okta_systemlog AS (SELECT 1) SELECT * FROM b",
    "SELECT * FROM (WITH okta_systemlog AS (SELECT 1) SELECT * FROM okta_systemlog) x, okta_systemlog",
    "WITH \"okta_systemlog\" AS (SELECT 1) SELECT * FROM okta_systemlog",
    "WITH OKTA_SYSTEMLOG AS (SELECT 1) SELECT * FROM \"okta_systemlog\"",
    "WITH okta_systemlog AS (SELECT 1) SELECT * FROM public.okta_systemlog",
    "WITH okta_systemıog AS (SELECT 1) SELECT * FROM okta_systemiog",
    "SELECT * FROM \"aws_alb\"", "SELECT * FROM \"Panther_Logs\".public.aws_alb", "SELECT * FROM other.aws_alb",
    "SELECT * FROM other.public.aws_alb", "SELECT * FROM panther_views.public.all_logs", "SELECT * FROM a.b.c.aws_alb",
    "SELECT * FROM information_schema.tables", "SELECT * FROM panther_logs.information_schema.tables",
    "SELECT * FROM panther_lookups.information_schema.columns", "SELECT * FROM snowflake.account_usage.query_history",
    "SELECT * FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY())", "SELECT * FROM aws_alb semi join okta_systemlog",
    "DESCRIBE TABLE okta_systemlog", "DESC okta_systemlog", "EXPLAIN SELECT * FROM okta_systemlog",
    "SHOW TABLES", "SHOW TABLES IN DATABASE panther_logs", "SHOW COLUMNS IN TABLE aws_alb", "show databases",
  ])
  func `refuses what lies outside`(sql: String) {
    let text = refusal(sql)
    #expect(text.contains("outside of what this server may read"), "\(text)")
    #expect(text.contains("panther_logs.aws_*, panther_lookups"))
  }

  @Test(arguments: [
    "SELECT * FROM IDENTIFIER('aws_alb')", "SELECT * FROM IDENTIFIER($t)", "SELECT * FROM IDENTIFIER('a' || 'b')",
    "SELECT * FROM IDENTIFIER(CONCAT('okta_', 'systemlog'))", "SELECT * FROM TABLE('aws_alb')",
    "SELECT * FROM TABLE($t)",
    "SELECT * FROM TABLE(okta_systemlog)", "SELECT * FROM TABLE(:t)", "SELECT * FROM $t", "SELECT * FROM :t",
    "SELECT * FROM ?",
    "SELECT * FROM {{ t }}", "SELECT * FROM aws_alb WHERE a = '{{ x }}'", "SELECT 1 -- {% import 'x' x %}",
    "SELECT '{# x #}'",
    "SELECT * FROM TABLE okta_systemlog", "SELECT * FROM (TABLE okta_systemlog)",
    "SELECT * FROM aws_alb UNION TABLE okta_systemlog",
    "SELECT * FROM aws_alb WHERE a IN (TABLE okta_systemlog)",
    "SELECT * FROM aws_alb WHERE a IN (FROM okta_systemlog SELECT b)",
    "SELECT ARRAY(FROM okta_systemlog SELECT a)", "SELECT COUNT(a FROM okta_systemlog)",
    "SELECT my_function(1)", "SELECT db.s.f(1)", "SELECT * FROM TABLE(SEMANTIC_VIEW(v))",
    "SELECT GET_DDL('table', 'okta_systemlog')",
    "SELECT SYSTEM$CLUSTERING_INFORMATION('okta_systemlog')", "SELECT SYSTEM$EXPLAIN_PLAN_JSON('SELECT 1')",
    "SELECT * FROM table_changes('okta_systemlog', 1)", "SELECT \"upper\"(a) FROM aws_alb",
    "SELECT 1e5FROM okta_systemlog", "SELECT 1.e5FROM okta_systemlog", "SELECT .5FROM okta_systemlog",
    "SELECT 1 AS distinct FROM okta_systemlog; ", "SELECT * FROM aws_alb qualify, okta_systemlog",
    "SELECT * FROM aws_alb having, okta_systemlog", "SELECT * FROM aws_alb where, okta_systemlog",
    "SELECT * FROM aws_alb LIMIT 5, okta_systemlog", "SELECT * FROM aws_alb fetch first, okta_systemlog",
    "SELECT * FROM aws_alb offset null, okta_systemlog", "SELECT * FROM aws_alb table okta_systemlog",
    "SELECT r'\\' , a FROM okta_systemlog --'", "SELECT '\\' , a FROM okta_systemlog --'",
    "SELECT \"\\\" , '\" FROM okta_systemlog --'", "SELECT 'it\\'s' FROM aws_alb",
    "WITH a AS (SELECT 1) -- \\\n , okta_systemlog AS (SELECT 1)\n SELECT * FROM okta_systemlog",
    "WITH a AS (SELECT 1) /* /* */ , okta_systemlog AS (SELECT 1) -- */\n SELECT * FROM okta_systemlog",
    "SELECT * FROM u&\"panther_views\".public.all_logs", "DESC SCHEMA panther_logs", "SELECT * FROM aws_alb:x",
    "SELECT ALL_USER_NAMES()", "SELECT * FROM VALUES (1) v, (okta_systemlog)", "DESCRIBE FUNCTION f()",
    "DESCRIBE TABLE aws_alb TYPE = STAGE",
    "SELECT * FROM aws_alb MATCH_RECOGNIZE (DEFINE a AS f(b))",
  ])
  func `refuses what cannot be told for certain`(sql: String) {
    let text = refusal(sql)
    #expect(
      text.contains("it is not certain which tables") || text.contains("outside of what")
        || text.contains("is refused"),
      "\(text)")
  }

  @Test func `takes a name without a database for one of the default database`() throws {
    try confine("SELECT * FROM tor", in: "panther_lookups.public")
    try confine("SELECT * FROM tor", in: "PANTHER_LOOKUPS")
    #expect(refusal("SELECT * FROM aws_alb", in: "panther_lookups.information_schema").contains("outside"))
    #expect(refusal("SELECT * FROM aws_alb", in: "panther_views.public").contains("in panther_views.public"))
    #expect(refusal("SELECT * FROM aws_alb", in: "\"panther_logs\".public").contains("outside"))
    #expect(refusal("SELECT * FROM aws_alb", in: "a.b.c").contains("not known here"))
    #expect(refusal("SELECT * FROM public.aws_alb", in: nil).contains("not known here"))
    #expect(refusal("SELECT * FROM panther_logs.aws_alb", in: "panther_views.public").contains("all three parts"))
    try confine("SELECT * FROM panther_logs.public.aws_alb", in: nil)
  }

  @Test(arguments: [
    (["panther_logs"], "panther_logs.public.x", true), (["panther_logs"], "panther_logs.other.x", true),
    (["PANTHER_LOGS.PUBLIC"], "panther_logs.public.x", true), (["panther_logs.public"], "panther_logs.other.x", false),
    (["panther_logs"], "panther_logs.information_schema.tables", false),
    (["panther_logs.information_schema"], "panther_logs.information_schema.tables", true),
    (["panther_logs.*.*"], "panther_logs.information_schema.tables", true),
    (["panther_logs.*"], "panther_logs.public.x", true), (["panther_*.aws_*"], "panther_signals.public.aws_x", true),
    (["*"], "a.b.c", true), (["panther_logs.a*b*c"], "panther_logs.public.axxbxbxc", true),
    (["panther_logs.a*b*c"], "panther_logs.public.axxbxbxcd", false),
    (["panther_logs.aws_alb"], "panther_logs.public.aws_albs", false),
    (["panther_logs.public.\"My Table\""], "panther_logs.public.\"My Table\"", true),
    (["panther_logs.public.\"My Table\""], "panther_logs.public.\"my table\"", false),
    (["panther_logs.my-*"], "panther_logs.public.\"my-log\"", true),
    (["panther_logs.x"], "panther_logs.public.\"x\"", false),
  ])
  func `reads the words of a list`(words: [String], table: String, isAllowed: Bool) {
    #expect(((try? confine("SELECT * FROM \(table)", words)) != nil) == isAllowed)
  }

  @Test(arguments: ["", ".", "a.", "a..b", "a.b.c.d", "a b", "a;b", "\"\"", "\"a", "a.\"b", "é", "a'b", "{x}"])
  func `refuses a word that is no name`(word: String) {
    #expect(throws: SQLBorder.Malformed.self) { try SQLBorders([word]) }
  }

  @Test func `lets be read what all lists name`() throws {
    let both = try SQLBorders(["panther_logs"]).narrowed(by: try SQLBorders(["*.aws_*"]))
    #expect(both.allow(table: "aws_alb", in: "panther_logs.public"))
    #expect(!both.allow(table: "okta_systemlog", in: "panther_logs.public"))
    #expect(!both.allow(table: "aws_alb", in: "panther_views.public"))
    #expect(both.allowSomething(in: "panther_logs") && !both.allowSomething(in: "panther_views"))
    #expect(both.description == "panther_logs, and of these only *.aws_*")
  }

  @Test func `takes time in proportion to the length`() throws {
    let fill = { (text: String) in String(repeating: text, count: 99_000 / text.utf8.count) }
    _ = try? confine("SELECT * FROM " + fill("aws_alb,") + "aws_alb")
    _ = try? confine("SELECT * FROM " + fill("a"), ["*a*a*a*b"])
    _ = try? confine("SELECT " + fill("f(1),"))
    _ = try? confine(fill("SELECT * FROM (") + "x")
  }
}
