import JSON
import MCP
import Panther

let dataLakeHistoryTools: [any PantherTool.Type] = [ListDataLakeQueries.self]

struct ListDataLakeQueries: PantherTool {
  static let summary = """
    List data lake queries that ran or are running, newest first: name, SQL, who, status, start, id. \
    get_data_lake_query_results reads the results of one again and runs nothing.
    """
  static let sample = "Which queries did I run an hour ago?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.queries]

  enum Status: String, CaseIterable, ArgumentValue {
    case running, succeeded, failed, cancelled
  }

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Queries per page", .range(1...100), perPage: true) var limit = 25
  @Argument("Text in name or SQL") var contains: String?
  @Argument("Only these") var status: [Status] = []
  @Argument("Only by these users, by id or e-mail", exact: true) var issuedBy: [String] = []
  @Argument("true: scheduled ones; false: others") var scheduled: Bool?
  @Argument("7 days ago if left out") var startDate: TimeArgument?
  @Argument("Now when left out") var endDate: TimeArgument?
  @Argument("full: every field, with rows and bytes", perPage: true) var detail = Detail.concise

  var needed: Permissions {
    issuedBy.contains { $0.contains("@") } ? .all([.dataAnalyticsRead, .userRead]) : Self.permissions
  }

  private static let node = """
    id name sql status message startedAt completedAt isScheduled
    issuedBy { __typename ... on User { id email } ... on APIToken { id name } }
    """
  private static let list = Operation(
    """
    query QueryHistory($input: DataLakeQueriesInput) {
      dataLakeQueries(input: $input) { edges { node { \(node) } } pageInfo { endCursor hasNextPage } }
    }
    """)
  /// The same with what Panther has to look up for each query.
  private static let details = Operation(
    """
    query QueryHistoryDetails($input: DataLakeQueriesInput) {
      dataLakeQueries(input: $input) {
        edges { node { \(node) results(input: {pageSize: 1}) { stats { bytesScanned executionTime rowCount } } } }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)
  private static let fields = Projection(
    concise: "id", "status", "startedAt", "issuedBy.email", "issuedBy.name", "isScheduled", "name", "sql", titles: "sql"
  )

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: 7, of: call)
    var filters: JSON.Object = [
      "startedAtAfter": .string(window.from.graphQL), "startedAtBefore": .string(window.to.graphQL),
    ]
    filters["contains"] = contains.map(JSON.string)
    filters["isScheduled"] = scheduled.map(JSON.bool)
    if !status.isEmpty { filters["status"] = JSON(status.map(\.rawValue)) }
    let users = try await User.ids(of: issuedBy, call)
    if !users.isEmpty { filters["issuedBy"] = JSON(users) }
    let operation = detail == .full ? Self.details : Self.list
    let (input, size) = (filters, detail == .full ? min(limit, 10) : limit)
    let queries = try await ListPage.read(from: cursor, size: limit, asking: size) { part in
      var input = input
      input["pageSize"] = JSON(part.size)
      input["cursor"] = part.cursor.map(JSON.string)
      let data = try await call.panther.run(operation, ["input": .object(input)])
      var page = try Page(connection: data["dataLakeQueries"], of: operation)
      page.items = page.items.map { Self.withHandle($0, call) }
      return page
    }
    var facts = cursor == nil ? window.facts : [:]
    if queries.items.isEmpty { facts.merge(User.hint(ofNothingBy: issuedBy)) }
    if queries.items.contains(where: { $0["id"] == nil }) {
      facts["without_id"] = .string(
        "Queries of API tokens have no id here, because callers share this server's token and Panther does not say whose "
          + "they are. The answer that started yours has its id.")
    }
    return .list(queries, Self.fields, detail, named: "queries").adding(facts)
  }

  /// A query with the id that counts for this caller. Where callers share a token, nobody knows which of them started
  /// the queries of a token, so those have none.
  private static func withHandle(_ query: JSON, _ call: Call) -> JSON {
    guard call.handles.owner != nil, var members = query.object, let id = members["id"]?.string else { return query }
    let isOfPeople = query["issuedBy"]?["__typename"] == "User" || query["isScheduled"] == true
    members["id"] = isOfPeople ? .string(call.handles.text(of: id, .query)) : nil
    return .object(members)
  }
}
