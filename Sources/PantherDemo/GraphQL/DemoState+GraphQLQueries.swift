import JSON

extension DemoState {
  /// The largest `pageSize` that Panther takes for the data lake.
  static let largestPage = 999

  mutating func executeQuery(_ field: GraphQLField) throws -> JSON {
    let sql = try field.text("input", "sql")
    let database = try Self.needDatabase(field.argument("input", "databaseName")?.string ?? "panther_logs")
    guard sql.contains(where: { !$0.isWhitespace }) else { throw GraphQLError(message: "sql must not be empty") }
    return start(sql, outcome(of: sql, database))
  }

  func outcome(of sql: String, _ database: String, at time: Instant? = nil) -> Result<SQLRelation, SQLError> {
    do {
      let executor = SQLExecutor(now: time ?? now) { [lake] path in try lake.relation(path, default: database) }
      return .success(try executor.run(SQLParser.query(sql)))
    } catch {
      return .failure(error as? SQLError ?? SQLError("\(error)"))
    }
  }

  mutating func start(
    _ sql: String, _ outcome: Result<SQLRelation, SQLError>, actorProfiles: [JSON] = []
  ) -> JSON {
    var run = QueryRun(
      id: newID(), sql: sql, started: now, issuer: ActorReference.token, state: .running(polls: 1), outcome: outcome)
    run.actorProfiles = actorProfiles
    runs.add(run)
    return ["id": .string(run.id)]
  }

  mutating func cancelQuery(_ field: GraphQLField) throws -> JSON {
    let id = try field.text("input", "id")
    guard let run = runs.find(id) else { throw DemoError.forgotten(query: id) }
    guard runs.cancel(id) else {
      throw GraphQLError(
        message: "query \(id) cannot be cancelled: it is not running but \(run.status)", code: "INVALID_STATE")
    }
    return ["id": .string(id)]
  }

  mutating func pollQuery(_ field: GraphQLField) throws -> JSON {
    let id = try field.text("id")
    guard let run = runs.poll(id) else { throw DemoError.forgotten(query: id) }
    var node = queryNode(run)
    if let results = field.child("results") { node["results"] = try resultNode(of: run, results) }
    return .object(node)
  }

  private func queryNode(_ run: QueryRun) -> JSON.Object {
    [
      "__typename": "DataLakeQuery", "id": .string(run.id), "sql": .string(run.sql), "name": JSON(run.name),
      "status": .string(run.status), "message": .string(run.message), "children": [],
      "startedAt": .string(run.started.precise),
      "completedAt": run.status == "running" ? .null : .string(run.started.adding(seconds: 1).precise),
      "isScheduled": .bool(run.isScheduled), "issuedBy": actorNode(run.issuer), "results": .null,
    ]
  }

  private func resultNode(of run: QueryRun, _ field: GraphQLField) throws -> JSON {
    let size = try field.pageSize(default: Self.largestPage, most: Self.largestPage)
    let outcome = run.outcome ?? outcome(of: run.sql, "panther_logs", at: run.started)
    guard case .ended = run.state, case .success(let relation) = outcome else { return .null }
    let page = try NumberedPage(of: relation.rows.count, kind: "results/" + run.id, cursor: field.cursor, limit: size)
    let names = Self.distinct(relation.columns)
    let edges = relation.rows[page.range].map { row -> JSON in
      ["id": .null, "node": .object(JSON.Object(unique: zip(names, row).map { JSON.Member($0, $1.json) }))]
    }
    let types = names.enumerated().map { column, name in
      JSON.Member(name, .string(relation.rows.first { !$0[column].isNull }?[column].type ?? "text"))
    }
    let count = relation.rows.count
    return [
      "edges": .array(edges), "pageInfo": field.pageInfo(page.next),
      "columnInfo": ["order": JSON(names), "types": .object(JSON.Object(unique: types))],
      "stats": [
        "bytesScanned": JSON(4096 + count * 512), "executionTime": JSON(140 + count / 10), "rowCount": JSON(count),
      ],
      "tryAgain": false, "actorProfiles": .array(run.actorProfiles),
    ]
  }

  /// Column names that can be the keys of an object: when a name comes again, it gets a number.
  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.map { name in
      var (unique, number) = (name, 2)
      while !seen.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }

  func queryNodes(_ field: GraphQLField) throws -> JSON {
    let contains = field.argument("input", "contains")?.string
    let isScheduled = field.argument("input", "isScheduled")?.bool
    let (issuers, statuses) = (field.strings("input", "issuedBy"), field.strings("input", "status"))
    let after = try field.instant("input", "startedAtAfter")
    let before = try field.instant("input", "startedAtBefore")
    let found = runs.all.enumerated().filter { _, run in
      (run.sql.mentions(contains) || (run.name ?? "").mentions(contains))
        && (isScheduled == nil || run.isScheduled == isScheduled)
        && (issuers.isEmpty || issuers.contains(run.issuer["id"]?.string ?? ""))
        && (statuses.isEmpty || statuses.contains(run.status)) && run.started >= after ?? run.started
        && run.started <= before ?? run.started
    }
    let page = try KeyedPage(
      found, kind: "queries", cursor: field.cursor, limit: field.pageSize(default: 25, most: Self.largestPage),
      isDescending: field.argument("input", "sortDir")?.string != "ascending"
    ) { $0.element.started.precise + Instant.padded($0.offset, 6) }
    return field.connection(page.items.map { .object(queryNode($0.element)) }, next: page.next)
  }
}
