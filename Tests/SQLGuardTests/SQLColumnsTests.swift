import SQLGuard
import TestSupport
import Testing

/// Which columns an SQL text names.
@Suite(.fewAtOnce) struct SQLColumnsTests {
  @Test(arguments: [
    "SELECT * FROM t", "select distinct * from t", "SELECT TOP 10 * FROM t", "SELECT t.*, n FROM t",
    "SELECT n, * FROM t",
    "(SELECT * FROM a) UNION ALL (SELECT * FROM b)", "WITH a AS (SELECT n FROM t) SELECT * FROM a",
    "SELECT * EXCLUDE (n) FROM t", "SHOW TABLES", "DESCRIBE TABLE t",
  ]) func `some columns have no name in it`(_ sql: String) throws {
    #expect(try #require(SQLColumns(sql)).hasUnnamed)
  }

  @Test(arguments: [
    "SELECT n FROM t", "SELECT COUNT(*) FROM t", "SELECT a * b, 2 * 3 AS \"x * y\" FROM t",
    "SELECT n FROM (SELECT * FROM t)", "WITH a AS (SELECT * FROM t) SELECT n, COUNT(*) FROM a GROUP BY n",
    "SELECT n /* * */ FROM t -- SELECT * FROM t", "SELECT '*' AS n, (SELECT MAX(m) FROM u) FROM t",
  ]) func `all columns have a name in it`(_ sql: String) throws {
    #expect(!(try #require(SQLColumns(sql)).hasUnnamed))
  }

  @Test func `a name is looked for in SELECT lists, or anywhere`() throws {
    let sql = "SELECT *, A.First, EXTRACT(HOUR FROM second) \"Third\" FROM t WHERE fourth = 'fifth' ORDER BY sixth"
    let columns = try #require(SQLColumns(sql))
    for name in ["first", "FIRST", "second", "third"] { #expect(columns.select(name), "\(name)") }
    for name in ["fourth", "sixth"] { #expect(!columns.select(name) && columns.mention(name), "\(name)") }
    for name in ["fifth", "seventh"] { #expect(!columns.mention(name), "\(name)") }
  }

  @Test(arguments: ["SELECT 'a", "SELECT /* n", String(repeating: "SELECT n ", count: 20_000)])
  func `a text that cannot be read says nothing`(_ sql: String) {
    #expect(SQLColumns(sql) == nil)
  }
}
