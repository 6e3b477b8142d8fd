import JSON

/// What the answer to a request has to be.
enum ExpectedAnswer {
  /// An object that says something other than what failed.
  case item
  /// A page of a list: `{results, next}`. Panther may send null for an empty list.
  /// - Parameter mayBeAbsent: whether an empty list may be left out.
  case list(mayBeAbsent: Bool)
  /// JSON, or an empty body, which is read as `null`.
  case jsonOrNothing
  /// The refusal of a detection whose tests do not all pass: `{message, testResults}` with status 400. It may be large.
  case testRecords
  /// A GraphQL answer without errors, of which the `data` is wanted.
  case graphQLData

  /// Reads the JSON of an answer.
  ///
  /// - Parameter memory: the most memory that its values may take, in bytes; what they take is subtracted.
  /// - Throws: why the answer is a refusal, or not what was expected.
  func read(_ response: HTTPResponse, within memory: inout Int) throws(PantherError) -> JSON {
    if case .graphQLData = self { return try Self.data(in: response, within: &memory) }
    if case .testRecords = self { return try Self.records(in: response, within: &memory) }
    if let refusal = PantherError(response) { throw refusal }
    if case .jsonOrNothing = self, response.body.isEmpty { return .null }
    let json = try Self.json(in: response, within: &memory)
    if let problem = problem(of: json) {
      throw PantherError(.unreadable, status: response.status, message: PantherError.message(in: json) ?? problem)
    }
    return json
  }

  /// Why an answer is not what was expected, in words; nil when it is. If it were shown as an empty item or list, it
  /// would say that there is nothing.
  private func problem(of json: JSON) -> String? {
    switch self {
    case .item:
      let says = json.object?.keys.contains { !PantherError.membersOfRefusal.contains($0) } == true
      return says ? nil : "it sent no object with members"
    case .list(let mayBeAbsent):
      if json["errors"]?.array?.isEmpty == false || json["error"].map(\.isNull) == false { return "it sent errors" }
      switch (json["results"], json["next"]) {
      case (.array, nil), (.array, .null), (.array, .string), (.null, nil), (.null, .null), (.null, .string): return nil
      case (nil, _) where mayBeAbsent && json.object?.isEmpty == true: return nil
      default: return "it sent no list `results`, or no cursor `next` that is text"
      }
    case .jsonOrNothing, .graphQLData, .testRecords: return nil
    }
  }

  private static func records(in response: HTTPResponse, within memory: inout Int) throws(PantherError) -> JSON {
    if response.status == 400 {
      let json = Result { () throws(PantherError) in try Self.json(in: response, within: &memory) }
      if case .success(let json) = json, json["testResults"]?.array?.isEmpty == false { return json }
      if case .failure(let error) = json, error.kind == .tooLarge { throw error }
    }
    if let refusal = PantherError(response) { throw refusal }
    // A login page is no word about tests.
    if !response.body.isEmpty { _ = try Self.json(in: response, within: &memory) }
    // All tests have passed. There is always one that must fail, so nothing of this answer can be relied on.
    throw PantherError(
      .unreadable, status: response.status,
      message: "it says that all tests pass, and one of them cannot, unless the code gives another result each time")
  }

  private static func data(in response: HTTPResponse, within memory: inout Int) throws(PantherError) -> JSON {
    let json = Result { () throws(PantherError) in try Self.json(in: response, within: &memory) }
    // An error in the body says more than the status that it comes with, so it is looked for first.
    if case .success(let json) = json, let error = PantherError(graphQL: json, status: response.status) { throw error }
    if let refusal = PantherError(response) { throw refusal }
    guard let data = try json.get()["data"], data.object != nil else {
      throw PantherError(.unreadable, status: response.status, message: "it sent JSON without data")
    }
    return data
  }

  private static func json(in response: HTTPResponse, within memory: inout Int) throws(PantherError) -> JSON {
    do {
      return try JSON(parsing: response.body, within: &memory)
    } catch {
      if error.isTooLarge {
        throw PantherError(.tooLarge, status: response.status, message: "the answer has too many values")
      }
      throw PantherError(
        .unreadable, status: response.status, message: "it sent \(UnexpectedBody.words(for: response.body, error))")
    }
  }
}
