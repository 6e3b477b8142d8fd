import JSON

/// What the answer to a request has to be.
enum ExpectedAnswer {
  case json
  /// JSON, or an empty body, which is read as `null`.
  case jsonOrNothing
  /// A GraphQL answer without errors, of which the `data` is wanted.
  case graphQLData

  /// Reads the JSON of an answer.
  ///
  /// - Parameter memory: the most memory that its values may take, in bytes; what they take is subtracted.
  /// - Throws: why the answer is a refusal, or not what was expected.
  func read(_ response: HTTPResponse, within memory: inout Int) throws(PantherError) -> JSON {
    if self == .graphQLData { return try Self.data(in: response, within: &memory) }
    if let refusal = PantherError(response) { throw refusal }
    if self == .jsonOrNothing, response.body.isEmpty { return .null }
    return try Self.json(in: response, within: &memory)
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
