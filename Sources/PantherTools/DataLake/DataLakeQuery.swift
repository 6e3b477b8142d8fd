import MCP
import Panther
import JSON

/// A query of the data lake: started once, waited for, read page by page under its one id.
struct DataLakeQuery {
  let id: String

  /// Longest wait of one call, below the 50 s of its deadline, so that a handle comes back in time.
  static let longestWait = 45

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
        status message
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

  /// Starts a query. It is never started twice: an unknown outcome is reported, not repeated.
  static func start(_ sql: String, in database: String, _ call: Call) async throws -> DataLakeQuery {
    let input: JSON = ["sql": .string(sql), "databaseName": .string(database)]
    let data = try await call.panther.run(execute, ["input": input])
    guard let id = data["executeDataLakeQuery"]?["id"]?.string else {
      throw Failure("Panther started the query without telling its id.")
    }
    return DataLakeQuery(id: id)
  }

  func cancel(_ panther: PantherClient) async throws {
    _ = try await panther.run(Self.cancel, ["input": ["id": .string(id)]])
  }

  /// Runs a query and answers with its first page, or with where to fetch it.
  static func answer(
    to sql: String, in database: String, wait seconds: Int, rows: Int, _ call: Call
  ) async throws -> Answer {
    // In tasks of their own, because the caller's cancellation must not break off what starts or stops a query.
    let query = try await Task { try await start(sql, in: database, call) }.value
    do {
      try Task.checkCancellation()
      return try await ResultsCursor(queryID: query.id, size: rows).page(wait: seconds, atMost: rows, call)
    } catch let error as PantherError {
      let next = Answer.Call(GetDataLakeQueryResults.name, ["query_id": .string(query.id)]).text
      throw Failure("\(error)\nThe query itself goes on: \(next) fetches it.")
    } catch let error as CancellationError {
      // The caller never saw the query's id, so nobody else could stop it.
      var panther = call.panther
      panther.deadline = .now + .seconds(5)
      try? await Task { [panther] in try await query.cancel(panther) }.value
      throw error
    }
  }

  /// Which part of the results is wanted.
  struct PageRequest {
    var cursor: String?
    var size: Int
  }

  enum State {
    case running
    case succeeded(Results)
  }

  struct Results {
    let columns: [String]
    let rows: [JSON]
    let stats: JSON
    let next: String?
  }

  /// Waits until the query has ended, at most `seconds`, asking at growing intervals.
  /// - Throws: `Failure` when it failed or was cancelled.
  func wait(_ seconds: Int, for page: PageRequest, _ call: Call) async throws -> State {
    let start = ContinuousClock.now
    let end = min(start + .seconds(min(seconds, Self.longestWait)), call.deadline - .seconds(2))
    var pause = Duration.milliseconds(100)
    while true {
      if let results = try await results(page, call) { return .succeeded(results) }
      let now = ContinuousClock.now
      guard now + pause < end else { return .running }
      let elapsed = Double((now - start).components.seconds)
      call.progress?.report(elapsed + 1, of: nil, "The query is running (\(Int(elapsed)) s)")
      try await Task.sleep(for: pause)
      pause = min(pause * 3 / 2, .seconds(2))
    }
  }

  private func results(_ page: PageRequest, _ call: Call) async throws -> Results? {
    var input: JSON.Object = ["pageSize": JSON(page.size)]
    input["cursor"] = page.cursor.map(JSON.string)
    let data = try await call.panther.run(Self.poll, ["id": .string(id), "page": .object(input)])
    let query = data["dataLakeQuery"]
    let message = query?["message"]?.string ?? ""
    switch query?["status"]?.string {
    case "succeeded":
      let results = query?["results"]
      // "If true, caller should try again": the results are not ready yet.
      return results?["tryAgain"]?.bool == true ? nil : Results(results ?? .null)
    case "failed": throw Failure("The query failed: \(message) (query_id \(id))")
    case "cancelled": throw Failure("The query was cancelled. \(message) (query_id \(id))")
    default: return nil
    }
  }
}

extension DataLakeQuery.Results {
  /// Rows become arrays in the order of the columns; a key that no column names becomes a column of its own.
  init(_ json: JSON) {
    let page = Page(connection: json)
    var columns = (json["columnInfo"]?["order"]?.array ?? []).compactMap(\.string)
    var known = Set(columns)
    for row in page.items {
      for key in row.object?.keys ?? [] where known.insert(key).inserted { columns.append(key) }
    }
    // Rows with keys of their own each would make rows × columns cells; a real table stays far below.
    if columns.count * page.items.count > 2_000_000 { columns = Array(columns.prefix(2_000_000 / page.items.count)) }
    self.columns = columns
    rows = page.items.map { row in
      // The usual row has its members in the order of its columns.
      let members = row.object?.members ?? []
      if members.count == columns.count, zip(members, columns).allSatisfy({ $0.key == $1 }) {
        return .array(members.map(\.value))
      }
      return .array(columns.map { row[$0] ?? .null })
    }
    stats = json["stats"] ?? .null
    next = page.next
  }
}
