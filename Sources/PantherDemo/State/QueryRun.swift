import JSON

/// One execution of a data lake query.
struct QueryRun {
  enum State {
    /// Still running for this many polls.
    case running(polls: Int)
    case ended, cancelled
  }

  let id: String
  let sql: String
  var name: String?
  let started: Instant
  var isScheduled = false
  let issuer: JSON
  var state: State
  /// The rows, or the reason why there are none; nil for a query of earlier days, which has rows when it is asked for
  /// them.
  let outcome: Result<SQLRelation, SQLError>?
  /// The people whom the results name, for a query that looks for them.
  var actorProfiles: [JSON] = []

  var status: String {
    switch (state, outcome) {
    case (.running, _): "running"
    case (.cancelled, _): "cancelled"
    case (.ended, .success), (.ended, nil): "succeeded"
    case (.ended, .failure): "failed"
    }
  }

  var message: String {
    switch (state, outcome) {
    case (.running, _): "Query is running"
    case (.cancelled, _): "Query was cancelled"
    case (.ended, .success), (.ended, nil): "Query executed successfully"
    case (.ended, .failure(let error)): error.description
    }
  }
}
