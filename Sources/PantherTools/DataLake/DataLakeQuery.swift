import MCP
import Panther
import JSON

/// A query of the data lake. It is started once; after that its id is enough to wait for it and to read its results.
struct DataLakeQuery {
  /// The id for Panther.
  let id: String
  /// The id for the caller.
  let handle: String

  /// A query of which Panther has told the id.
  init(id: String, _ call: Call) {
    (self.id, handle) = (id, call.handles.text(of: id, .query))
  }

  /// A query of which the caller tells the id.
  init(handle: String, _ call: Call) throws(ArgumentError) {
    (id, self.handle) = (try call.handles.id(of: handle, .query), handle)
  }
  /// Whether this call has made sure that the caller may read what the query reads.
  var isWithinBorders = false

  /// What an answer says of the query when it has not ended: the call that waits for it.
  var runningHint: String {
    let next = NextCall(GetDataLakeQueryResults.name, ["query_id": .string(handle), "timeout": JSON(Call.longestWait)])
    return "The query is still running. Call \(next.text): it waits that long."
  }

  private static let execute = Operation(
    """
    mutation ExecuteQuery($input: ExecuteDataLakeQueryInput!) { executeDataLakeQuery(input: $input) { id } }
    """)
  private static let cancel = Operation(
    """
    mutation CancelQuery($input: CancelDataLakeQueryInput!) { cancelDataLakeQuery(input: $input) { id } }
    """)
  private static let poll = Operation(
    """
    query QueryResults($id: ID!, $page: DataLakeQueryResultsInput) {
      dataLakeQuery(id: $id) {
        status message sql
        results(input: $page) {
          edges { node }
          columnInfo { order types }
          stats { bytesScanned executionTime rowCount }
          pageInfo { endCursor hasNextPage }
          tryAgain
        }
      }
    }
    """)

  /// Starts a query. When the outcome of the request is unknown, that is reported, because a second request could start
  /// the query twice.
  ///
  /// - Parameters:
  ///   - operation: a mutation that starts one, and has one field.
  ///   - input: the input of that mutation.
  private static func start(_ operation: Operation, _ input: JSON, _ call: Call) async throws -> DataLakeQuery {
    let data = try await call.panther.run(operation, ["input": input])
    guard let id = data.object?.members.first?.value["id"]?.string else {
      throw PantherError(unconfirmed: "the query", operation)
    }
    return DataLakeQuery(id: id, call)
  }

  /// Stops the query.
  /// - Throws: `unknownOutcome` when Panther does not confirm it.
  func cancel(_ panther: PantherClient) async throws {
    let data = try await panther.run(Self.cancel, ["input": ["id": .string(id)]])
    guard data["cancelDataLakeQuery"]?["id"]?.string == id else {
      throw PantherError(unconfirmed: "the query as cancelled", Self.cancel)
    }
  }

  /// Starts a query. The answer has the first page of its results, or says how to fetch them later.
  ///
  /// - Parameters:
  ///   - seconds: how long to wait for the results.
  ///   - maxRows: the most rows to show; nil when the caller names no number.
  static func answer(
    to sql: String, in database: String, wait seconds: Int, maxRows: Int? = nil, _ call: Call
  ) async throws -> Answer {
    try await run(sql, in: database, call) { query in
      let first = QueryPlace(queryID: query.id, size: maxRows ?? QueryPlace.usualRows)
      return try await first.answer(wait: seconds, maxRows: maxRows, to: sql, call)
    }
  }

  /// Starts a query of SQL and returns what is made of it. A failure after the start names the query, which goes on.
  /// When the call is cancelled, the query is cancelled too.
  ///
  /// - Parameter narrowed: whether the statement itself leaves out the rows that the caller may not read, though the
  ///   table has them.
  static func run<Value>(
    _ sql: String, in database: String, narrowed: Bool = false, _ call: Call,
    answer: (DataLakeQuery) async throws -> Value
  ) async throws -> Value {
    if !narrowed { try call.confine(sql, in: database) }
    let input: JSON = ["sql": .string(sql), "databaseName": .string(database)]
    return try await run(execute, input, call) { query in
      let borders = narrowed ? nil : call.borders.tables
      call.started.add(query.id, database: database, borders: borders, caller: call.caller)
      var query = query
      query.isWithinBorders = true
      return try await answer(query)
    }
  }

  /// The same with any mutation that starts a query.
  static func run<Value>(
    _ operation: Operation, _ input: JSON, _ call: Call, answer: (DataLakeQuery) async throws -> Value
  ) async throws -> Value {
    try await call.checkScan()
    // The requests that start and stop the query run in tasks of their own, so that they are finished even if the call
    // is cancelled.
    let query = try await Task { try await start(operation, input, call) }.value
    call.started.add(query.id, database: nil, borders: nil, caller: call.caller)
    do {
      try Task.checkCancellation()
      return try await answer(query)
    } catch let error as PantherError {
      let next = NextCall(GetDataLakeQueryResults.name, ["query_id": .string(query.handle)]).text
      throw ToolFailure("\(error)\nThe query itself goes on: \(next) fetches it.")
    } catch let error as CancellationError {
      // The caller has not seen the query's id yet, so nobody else can stop the query.
      var panther = call.panther
      panther.deadline = .now + .seconds(5)
      try? await Task { [panther] in try await query.cancel(panther) }.value
      throw error
    }
  }

  /// Runs a query for the first of its rows, as objects. One that is too slow is stopped.
  ///
  /// - Parameters:
  ///   - narrowed: whether the statement itself leaves out the rows that the caller may not read.
  ///   - most: the most rows to read, up to 999.
  ///   - seconds: how long to wait.
  ///   - slow: what the error says of a query that is too slow.
  /// - Returns: the rows, and whether there are more.
  static func firstRows(
    of sql: String, in database: String, narrowed: Bool = false, most: Int, wait seconds: Int, slow: String,
    _ call: Call
  ) async throws -> (rows: [JSON.Object], hasMore: Bool) {
    try await run(sql, in: database, narrowed: narrowed, call) { query in
      let place = QueryPlace(queryID: query.id, size: most)
      guard let results = try await query.results(from: place, wait: seconds, call) else {
        try? await query.cancel(call.panther)
        throw ToolFailure(slow)
      }
      let rows = results.rows.map { row in
        JSON.Object(unique: zip(results.columns, row.array ?? []).map { JSON.Member($0, $1) })
      }
      return (rows, results.next != nil)
    }
  }

  /// The rows of a page, once the query has ended; nil when it is still running after `seconds`.
  /// - Throws: `ToolFailure` when it failed or was cancelled.
  func results(from place: QueryPlace, wait seconds: Int, _ call: Call) async throws -> QueryResults? {
    try await call.wait(seconds, pauses: .milliseconds(100) ... .seconds(2)) {
      try await results(from: place, call)
    } isOver: {
      $0 != nil
    } progress: { _, elapsed in
      "The query is running (\(elapsed) s)"
    }
  }

  private func results(from place: QueryPlace, _ call: Call) async throws -> QueryResults? {
    var input: JSON.Object = ["pageSize": JSON(place.size)]
    input["cursor"] = place.cursor.map(JSON.string)
    let data = try await call.panther.run(Self.poll, ["id": .string(id), "page": .object(input)])
    let query = data["dataLakeQuery"]
    if !isWithinBorders { try call.confine(resultsOf: id, query?["sql"]?.string) }
    call.started.settle(id, query, call.now)
    let message = Wording.quote(query?["message"]?.string ?? "")
    switch query?["status"]?.string {
    case "succeeded":
      let results = query?["results"]
      // "If true, caller should try again": the results are not ready yet.
      guard results?["tryAgain"]?.bool != true else { return nil }
      return try QueryResults(results, of: query?["sql"]?.string, Self.poll)
    case "failed":
      let near = await MissingTable.hint(query?["message"]?.string ?? "", call)
      throw ToolFailure("The query failed: \(message) (query_id \(Wording.quote(handle)))\(near)")
    case "cancelled": throw ToolFailure("The query was cancelled: \(message) (query_id \(Wording.quote(handle)))")
    default: return nil
    }
  }
}
