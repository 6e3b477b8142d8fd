import Foundation
import TestSupport
import Testing

@testable import SQLGuard

/// What a reading statement may call.
@Suite(.fewAtOnce) struct SQLEffectsTests {
  @Test(arguments: [
    ("SELECT SYSTEM$CANCEL_QUERY('x')", "SYSTEM$"), ("SELECT system$wait (9)", "SYSTEM$"),
    ("SELECT \"SYSTEM$ABORT_SESSION\"(1)", "SYSTEM$"), ("SELECT x.SYSTEM$PIPE_FORCE_RESUME('p')", "SYSTEM$"),
    ("SELECT SYSTEM$SEND_EMAIL('a', 'b', 'c', 'd')", "SYSTEM$"),
    ("SELECT SYSTEM$QUERY_REFERENCE('SELECT 1')", "SYSTEM$"),
    ("SELECT SYSTEM$GET_SERVICE_LOGS('s', 0, 'c', 10)", "SYSTEM$"),
    ("SELECT 1 FROM t x SYSTEM$WAIT(1)", "SYSTEM$"), ("SELECT a AS SYSTEM$WAIT(1)", "SYSTEM$"),
    ("SELECT * FROM TABLE(RESULT_SCAN('01b71944'))", "RESULT_SCAN"),
    ("SELECT * FROM TABLE(result_scan(LAST_QUERY_ID()))", "RESULT_SCAN"),
    ("SELECT * FROM TABLE(\"RESULT_SCAN\" /* x */ (-1))", "RESULT_SCAN"),
    ("SELECT * FROM TABLE(RESULT_SCAN -- x\n (-1))", "RESULT_SCAN"),
    ("SELECT * FROM TABLE(TO_QUERY(SQL => 'SELECT 1'))", "TO_QUERY"),
    ("SELECT GETNEXTVAL(s)", "GETNEXTVAL"), ("SELECT seq.NEXTVAL", "NEXTVAL"), ("SELECT db.s.\"NEXTVAL\"", "NEXTVAL"),
    ("SELECT $1 FROM @stage", "@"), ("SELECT * FROM @~/x.csv (FILE_FORMAT => f)", "@"),
    ("SELECT * FROM '@s/x'", "A text"),
    ("SELECT * FROM a JOIN '@s/x' b", "A text"), ("SELECT * FROM DIRECTORY(@s)", "DIRECTORY"),
    ("SELECT BUILD_SCOPED_FILE_URL('@s', 'x')", "BUILD_SCOPED_FILE_URL"),
    ("SELECT GET_PRESIGNED_URL('@s', 'x')", "GET_P"),
    ("SELECT * FROM TABLE(INFER_SCHEMA(LOCATION => '@s', FILE_FORMAT => 'f'))", "INFER_SCHEMA"),
    ("SELECT TO_FILE('@s', 'x')", "TO_FILE"), ("SELECT * FROM TABLE(VALIDATE(t, JOB_ID => '_last'))", "VALIDATE"),
    ("SELECT * FROM (SELECT * FROM @s) x", "@"), ("WITH a AS (SELECT * FROM @s) SELECT * FROM a", "@"),
    ("EXPLAIN SELECT * FROM @s", "@"), ("SELECT * FROM TABLE(my_procedure(1))", "MY_PROCEDURE"),
    ("SELECT * FROM TABLE(db.s.my_procedure())", "DB.S.MY_PROCEDURE"), ("SELECT * FROM my_rows(1)", "MY_ROWS"),
    ("SELECT * FROM a, LATERAL my_rows(a.x) r", "MY_ROWS"), ("SELECT * FROM a JOIN TABLE(object(1)) o", "OBJECT"),
    ("SELECT * FROM TABLE(\"flatten\"(x))", "FLATTEN"),
    ("SELECT * FROM TABLE(system.query(query => 'x'))", "SYSTEM.QUERY"),
    ("SELECT * FROM TABLE(m!FORECAST(1))", "M!FORECAST"), ("EXPLAIN SELECT * FROM TABLE(p())", "P(…) in FROM"),
    ("SELECT * FROM (CALL p())", "CALL"), ("SELECT * FROM (CALL db.s.p(1))", "CALL"),
    ("SELECT AI_COMPLETE('m', message) FROM information_schema.x", "AI_COMPLETE"),
    ("SELECT ai_query('m', 'x')", "AI_QUERY"),
    ("SELECT SNOWFLAKE.CORTEX.COMPLETE('m', 'x')", "COMPLETE"),
    ("SELECT snowflake.\"CORTEX\".translate('x', 'a', 'b')", "TR"),
    ("SELECT http_request(conn => 'c', method => 'POST', path => '/')", "HTTP_REQUEST"),
    ("SELECT reflect('java.lang.System', 'exit', 1)", "REFLECT"), ("SELECT java_method('a', 'b')", "JAVA_METHOD"),
    ("SELECT secret('scope', 'key')", "SECRET"), ("SELECT * FROM read_files('s3://b/x')", "READ_FILES"),
    ("SELECT * FROM remote_query('c', query => 'x')", "REMOTE_QUERY"), ("DESCRIBE RESULT '01b7'", "DESCRIBE RESULT"),
    ("USING EXTERNAL FUNCTION f(x INT) RETURNS INT LAMBDA 'l' SELECT f(1)", "USING"), ("LIST @s", "LIST"),
    ("SELECT a INTO b FROM c", "INTO"), ("COPY INTO t FROM @s", "COPY"), ("CALL p()", "CALL"),
  ])
  func `refuses what has effects or leaves the data lake, and says why`(sql: String, what: String) {
    let text = refusal(sql)
    #expect(text.contains("refused: this tool only reads") && text.contains(what), "\(text)")
  }

  @Test(arguments: [
    "SELECT 'SYSTEM$CANCEL_QUERY(1)', $$RESULT_SCAN($$ -- result_scan('x')", "SELECT 1 /* SYSTEM$WAIT(1), @s */",
    "SELECT \"@s\", 'x@y.example', \"a(b)\"", "SELECT result_scan, secret, directory FROM information_schema.x",
    "SELECT x:reflect.secret FROM information_schema.x", "SELECT LAST_QUERY_ID()",
    "SELECT SYSTEM$TYPEOF(1), \"COUNT\"(*), LEFT('a', 1), TRY_TO_NUMBER('1')",
    "SELECT a::NUMBER(10, 2), CAST(b AS VARCHAR(5))",
    "SELECT * FROM (VALUES (1, 'a'), (2, '@b')) AS v (n, s)", "SELECT * FROM (VALUES (1)) v (n)",
    "SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1]'))) f (a, b)",
    "SELECT * FROM information_schema.x t (a, b), LATERAL FLATTEN(t.a) AS f (s, k)",
    "WITH a (x) AS (SELECT 1), b (y) AS MATERIALIZED (SELECT 2) SELECT x IN (1, 2), y FROM a, b",
    "SELECT COUNT(*) OVER (PARTITION BY a ORDER BY b) FROM information_schema.x GROUP BY GROUPING SETS ((a), (b))",
    "SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY a) FROM information_schema.x SAMPLE BERNOULLI (10)",
    "SELECT * FROM information_schema.x PIVOT (SUM(a) FOR b IN ('c', 'd')) AS p (e, f)",
    "SELECT EXTRACT(DAY FROM a), TRIM(BOTH ' ' FROM b) FROM information_schema.x WHERE a IS NOT DISTINCT FROM b",
    "SELECT * EXCLUDE (a) RENAME (b AS c) REPLACE (1 AS d) FROM information_schema.x WHERE e LIKE ANY ('f', 'g')",
    "SELECT * FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY()) WHERE NOT (a = 1 AND (b = 2 OR c = 3))",
    "SELECT CASE WHEN (a = 1) THEN (2) ELSE (3) END, {'k': (1)}, [1, 2] FROM information_schema.x",
  ])
  func `is not fooled by texts, comments and names, and knows the usual functions`(sql: String) throws {
    #expect(try checkSQL(sql) == [])
  }

  @Test(arguments: [
    ("SELECT foo(1)", "`FOO` is not a function"), ("SELECT db.s.upper('x')", "`DB.S.UPPER` is not"),
    ("SELECT \"upper\"('x')", "`UPPER` is not"), ("SELECT m ! predict (1)", "`M!PREDICT` is not"),
    ("SELECT foo /* x */ (1), FOO(2), bar(3)", "`FOO`, `BAR` are not functions"),
    ("SELECT 1 WHERE foo(bar(1)) = 1 AND EXISTS (SELECT foo(2))", "`FOO`, `BAR` are not"),
    ("SELECT a1(), a2(), a3(), a4(), a5(), a6()", "`A1`, `A2`, `A3`, `A4`, `A5` and others are not"),
    ("EXPLAIN SELECT foo(1)", "`FOO` is not"),
  ])
  func `runs a function that it does not know, and says so`(sql: String, notice: String) throws {
    let notices = try checkSQL(sql)
    #expect(notices.count == 1)
    #expect(notices.first?.hasPrefix(notice) == true, "\(notices)")
    #expect(notices.first?.contains("only read") == true)
  }

  @Test func `takes time in proportion to the length`() {
    let fill = { (text: String) in String(repeating: text, count: 99_000 / text.utf8.count) }
    _ = try? checkSQL("SELECT " + fill("a.b.c("))
    _ = try? checkSQL("SELECT " + fill("identifier("))
    _ = try? checkSQL("SELECT 1 FROM " + fill("TABLE(a.b.c.d.e.f("))
    _ = try? checkSQL("SELECT " + fill("f(1),") + "1")
    _ = try? checkSQL("SELECT " + fill("1e5FROM "))
  }
}
