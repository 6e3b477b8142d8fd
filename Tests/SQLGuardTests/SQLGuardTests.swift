import Foundation
import TestSupport
import Testing

@testable import SQLGuard

func checkSQL(_ sql: String, in database: String = "panther_logs.public", full: Bool = false) throws -> [String] {
  try SQLGuard.check(sql, database: database, allowFullScan: full)
}

/// The text of the refusal; records an issue where the statement is not refused.
func refusal(_ sql: String, in database: String = "panther_logs.public") -> String {
  do throws(SQLRefusal) {
    let notices = try SQLGuard.check(sql, database: database, allowFullScan: false)
    Issue.record("not refused: \(sql.prefix(300)); notices \(notices)")
    return ""
  } catch {
    return error.description
  }
}

@Suite(.fewAtOnce) struct SQLGuardTests {
  @Test(arguments: [
    "SELECT 1", "select 1;", "  SELECT 1 ; ; \n", "-- a comment\nSELECT 1 -- end", "SELECT 1 // a comment; not code",
    "/* x */ SELECT /* ; */ 1 /* y */;", "(SELECT 1)", "((SELECT 1)) UNION (SELECT 2)",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "SHOW TABLES IN DATABASE panther_logs", "show databases", "DESCRIBE TABLE panther_logs.public.aws_cloudtrail",
    "desc view panther_views.public.all_logs", "EXPLAIN SELECT * FROM panther_logs.public.aws_cloudtrail",
    "EXPLAIN USING TEXT SELECT 1", "SELECT 'a;b', $$c;d$$, \"e;f\"", "SELECT 'DROP TABLE x'",
    "SELECT 'it''s', 'it\\'s; x'",
    "SELECT INSERT('abc', 1, 2, 'Z') AS x", "SELECT SYSTEM$TYPEOF(1)",
    "SELECT a:into, b.into, \"into\" FROM information_schema.x",
    "\u{FEFF}SELECT\u{A0}1", "SELECT 1\r\n-- x\r\n;", "WITH v AS (VALUES (1), (2)) SELECT * FROM v",
    "WITH a (x, y) AS MATERIALIZED (SELECT 1, 2), b AS NOT MATERIALIZED (SELECT 3) SELECT * FROM a, b",
    "WITH procedure AS (WITH call AS (SELECT 1) SELECT * FROM call) SELECT * FROM procedure",
    "SELECT procedure, call, nextval, a:b.nextval FROM information_schema.x",
    "SELECT SUBSTRING('abc' FROM 2 FOR 1), TRANSFORM([1], a INT -> a + 1)",
    "SELECT * FROM information_schema.x JOIN information_schema.y USING (id)", "SELECT SYSTEM$GET_TAG('a', 'b', 'c')",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n",
  ])
  func `lets one reading statement through`(sql: String) throws {
    #expect(try checkSQL(sql) == [])
  }

  @Test(arguments: [
    ("SELECT 1; SELECT 2", "SELECT 1"), ("SELECT 1;DROP TABLE x;", "SELECT 1"),
    ("SELECT 'a''' ; SELECT ''", "SELECT 'a'''"), ("SHOW TABLES ->> SELECT * FROM $1", "SHOW TABLES"),
    ("SELECT 1 /* /* */; DELETE FROM x", "SELECT 1"), ("SELECT '\\\\'; DROP TABLE x --'", "SELECT '\\\\'"),
  ])
  func `runs no part of several statements`(sql: String, first: String) {
    let text = refusal(sql)
    #expect(text.hasPrefix("Only one statement per call"))
    #expect(text.contains("Ready example:\n\(first)"))
  }

  @Test(arguments: [
    ("INSERT INTO t VALUES (1)", "INSERT"), ("update t set a = 1", "UPDATE"), ("DELETE FROM t", "DELETE"),
    ("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", "MERGE"), ("CREATE TABLE t AS SELECT 1", "CREATE"),
    ("DROP TABLE t", "DROP"), ("ALTER TABLE t ADD c INT", "ALTER"), ("GRANT SELECT ON t TO r", "GRANT"),
    ("CALL p()", "CALL"), ("COPY INTO @s FROM t", "COPY"), ("PUT file:///a @s", "PUT"), ("GET @s file:///a", "GET"),
    ("USE DATABASE x", "USE"), ("SET a = 1", "SET"), ("EXECUTE IMMEDIATE 'DROP TABLE x'", "EXECUTE"),
    ("BEGIN", "BEGIN"), ("TRUNCATE t", "TRUNCATE"), ("WITH a AS (SELECT 1) DELETE FROM t", "DELETE"),
    ("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", "DELETE"), ("(DELETE FROM t)", "DELETE"),
    ("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "INSERT"), ("SELECT a INTO b FROM c", "SELECT … INTO"),
    ("WITH p AS PROCEDURE () RETURNS INT LANGUAGE SQL AS $$ BEGIN END $$ CALL p()", "WITH … PROCEDURE"),
    ("with p as procedure() as 'x' call p()", "WITH … PROCEDURE"),
    ("(WITH p AS /* x */ PROCEDURE(a INT) AS $$ DROP $$ CALL p(1))", "WITH … PROCEDURE"),
    ("WITH a AS (SELECT 1), p AS PROCEDURE() AS $$ x $$ CALL p()", "WITH … PROCEDURE"),
    ("WITH p AS PROCEDURE() AS $$ x $$, a AS (SELECT 1) CALL p()", "WITH … PROCEDURE"),
    ("WITH p AS (SELECT 1) CALL p()", "CALL"), ("WITH p CALL p()", "WITH … CALL"), ("WITH p()", "without its SELECT"),
    ("WITH p AS (SELECT 1)", "without its SELECT"), ("WITH p (a) AS DELETE FROM t", "WITH … DELETE"),
    ("WITH (SELECT 1) CALL p()", "WITH ("), ("WITH 'p' AS (SELECT 1) SELECT 1", "WITH p"),
    ("SELECT * FROM (WITH p AS PROCEDURE() AS $$ x $$ CALL p())", "WITH … PROCEDURE"),
    ("WITH FUNCTION f() RETURNS INT RETURN 1 SELECT f()", "WITH … F"),
    ("WITH a AS (SELECT 1) 'values' CALL p()", "VALUES"),
    ("EXPLAIN WITH p AS PROCEDURE() AS $$ x $$ CALL p()", "WITH … PROCEDURE"),
    ("SELECT a FROM t INTO b", "SELECT … INTO"), ("SELECT a FROM t FOR UPDATE", "SELECT … FOR UPDATE"),
    ("SELECT IDENTIFIER('system$cancel_query')('x')", "IDENTIFIER"),
    ("SELECT IDENTIFIER ( $f ) /* x */ (1)", "IDENTIFIER"),
    ("SELECT \"SYSTEM$CANCEL_QUERY\"('x')", "SYSTEM$CANCEL_QUERY"), ("SHOW TABLES LIKE SYSTEM$WAIT(9)", "SYSTEM$WAIT"),
    ("SELECT s.NEXTVAL", "NEXTVAL"), ("SELECT * FROM TABLE(GETNEXTVAL(s))", "GETNEXTVAL"),
    ("SELECT TRANSFORM (a) USING 'sh x' FROM t", "USING with a script"),
    ("DECLARE x INT; BEGIN RETURN 1; END", "Only one statement"), ("TABLE t", "TABLE"), ("FROM t SELECT a", "FROM"),
    ("EXPLAIN ANALYZE DELETE FROM t", "ANALYZE"), ("U&\"\\0073elect\" 1", "U is refused"),
    ("EXPLAIN DELETE FROM t", "DELETE"), ("SELECT SYSTEM$CANCEL_ALL_QUERIES(1)", "SYSTEM$CANCEL_ALL_QUERIES"),
    ("/* SELECT */ DROP TABLE t", "DROP"), ("'SELECT 1'", "SELECT 1"), ("\"select\" 1", "SELECT"),
    ("$$SELECT 1$$", "SELECT 1"),
  ])
  func `refuses by name what does not only read`(sql: String, verb: String) {
    let text = refusal(sql)
    #expect(text.contains("refused: this tool only reads") || text.hasPrefix("Only one statement"), "\(text)")
    #expect(text.contains(verb), "\(text)")
  }

  @Test(arguments: ["", " \n\t", ";", ";;", "-- SELECT 1", "/* SELECT 1 */ ;", "// x"])
  func `refuses an empty text`(sql: String) {
    #expect(refusal(sql).contains("empty or holds only comments"))
  }

  @Test(arguments: [
    ("SELECT 'abc", "a string that begins at line 1, column 8"), ("SELECT 'a\\'", "line 1, column 8"),
    ("SELECT 1\nFROM \"abc", "a quoted name that begins at line 2, column 6"), ("SELECT 'é', $$x", "line 1, column 13"),
    ("SELECT 1 /* x", "a comment that begins at line 1, column 10"), ("SELECT 1 /*/", "a comment"),
    ("SELECT 'a''", "column 8"),
    ("SELECT (1", "column 8 is never closed"), ("SELECT 1)", "column 9 closes nothing"),
    ("SELECT 1\0", "control character"),
    ("SELECT 1 -- \rWHERE", "carriage return"),
  ])
  func `says where a text breaks off`(sql: String, place: String) {
    #expect(refusal(sql).contains(place))
  }

  @Test(arguments: [
    "panther_logs.public.aws_cloudtrail | where p_event_time > time.ago(1d) | limit 10",
    "aws_cloudtrail\n| summarize agg.count() by x",
    "search 'evil.example' | limit 5", "let a = aws_alb | limit 1; a | where x == 'b'",
    "panther_logs.public.aws_cloudtrail",
  ])
  func `explains PantherFlow`(text: String) {
    let answer = refusal(text)
    #expect(answer.hasPrefix("This is PantherFlow"))
    #expect(answer.contains("SELECT * FROM "))
  }

  @Test func `bounds what hostile text costs`() {
    #expect(refusal(String(repeating: "x", count: 100_001)).contains("at most 100000"))
    let fill = { (text: String) in String(repeating: text, count: 99_000 / text.utf8.count) }
    #expect(refusal(fill("(")).contains("nests parentheses"))
    #expect(refusal("SELECT " + fill("(")).contains("nests parentheses"))
    #expect(refusal("SELECT 1 " + fill(")")).contains("closes nothing"))
    #expect(refusal(fill("/* ")).contains("never ends"))
    _ = try? checkSQL(fill("'\\"))
    _ = try? checkSQL("SELECT " + fill("p_event_time."))
    _ = try? checkSQL("SELECT 1 WHERE " + fill("p_occurs_since("))
    _ = try? checkSQL("SELECT 1 FROM " + fill("a,"))
    _ = try? checkSQL("SELECT * FROM a WHERE " + fill("p_event_time="))
    _ = try? checkSQL("WITH " + fill("a AS (SELECT * FROM a),") + "b AS (SELECT 1) SELECT * FROM a")
    _ = try? checkSQL(fill("SELECT * FROM a UNION ") + "SELECT 1")
    _ = try? checkSQL(fill("select "))
    _ = try? checkSQL("with " + fill("with "))
  }

  @Test func `accepts a long list of values`() throws {
    let values = (0..<5000).map { "'10.0.0.\($0)'" }.joined(separator: ",")
    #expect(try checkSQL("SELECT 1 FROM aws_alb WHERE p_occurs_since('1 d') AND clientIp IN (\(values))") == [])
  }
}
