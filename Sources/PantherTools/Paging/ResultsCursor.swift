import Sealing
import MCP
import Panther
import JSON

/// A page of a query's results: the query, Panther's cursor, the size its pages were asked in, rows shown already.
struct ResultsCursor {
  let queryID: String
  private var page: DataLakeQuery.PageRequest
  private var offset = 0
  /// What the call said of how much to show; it goes on with the cursor.
  private var memory: JSON = [:]

  init(queryID: String, size: Int) {
    self.queryID = queryID
    page = DataLakeQuery.PageRequest(cursor: nil, size: size)
  }

  /// Reads a cursor that an answer gave.
  init(_ text: String) throws(ArgumentError) {
    guard case .array(let parts)? = JSON(opaque: text), parts.count >= 4, let queryID = parts[0].string,
      let size = parts[2].int, (1...999).contains(size), let offset = parts[3].int, offset >= 0
    else {
      throw ArgumentError(["Argument `cursor`: give a `next_cursor` exactly as a data lake answer gave it."])
    }
    self.queryID = queryID
    page = DataLakeQuery.PageRequest(cursor: parts[1].string, size: size)
    self.offset = offset
  }

  private var text: String {
    JSON.array([.string(queryID), JSON(page.cursor), JSON(page.size), JSON(offset), memory]).opaque
  }

  /// The page as an answer, or where to fetch it when the query is still running.
  func page(wait seconds: Int, atMost size: Int, _ call: Call) async throws -> Answer {
    switch try await DataLakeQuery(id: queryID).wait(seconds, for: page, call) {
    case .running:
      let next = Answer.Call(
        GetDataLakeQueryResults.name, ["query_id": .string(queryID), "timeout": JSON(DataLakeQuery.longestWait)]
      ).text
      return .facts([
        "query_id": .string(queryID), "status": "running",
        "hint": .string("The query is still running. Call \(next): it waits that long."),
      ])
    case .succeeded(let results):
      var cursor = self
      cursor.memory = CursorMemory.element(for: call.arguments)
      return cursor.answer(results, atMost: size)
    }
  }

  private func answer(_ results: DataLakeQuery.Results, atMost size: Int) -> Answer {
    let rest = results.rows.dropFirst(offset)
    let shown = Array(rest.prefix(size))
    let paging = Answer.Paging(
      hasMore: results.next != nil || shown.count < rest.count, tool: GetDataLakeQueryResults.name
    ) { index in
      var cursor = self
      cursor.offset += index
      if cursor.offset >= results.rows.count, let next = results.next {
        (cursor.offset, cursor.page.cursor) = (0, next)
      }
      return cursor.text
    }
    var facts: JSON.Object = ["query_id": .string(queryID), "status": "succeeded"]
    for (name, key) in [
      ("total_rows", "rowCount"), ("bytes_scanned", "bytesScanned"), ("execution_ms", "executionTime"),
    ] {
      // The contract has them as floats, 5.0 for five rows.
      if let value = results.stats[key], !value.isNull { facts[name] = value.int.map { JSON($0) } ?? value }
    }
    let again: JSON.Object =
      page.cursor == nil && offset == 0
      ? ["query_id": .string(queryID), "max_rows": JSON(page.size)] : ["cursor": .string(text)]
    return .table(shown, columns: results.columns, named: "result", paging: paging).adding(facts)
      .rereading(Answer.Call(GetDataLakeQueryResults.name, again))
  }
}
