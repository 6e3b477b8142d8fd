import JSON

extension DemoRequest {
  /// The body as a JSON object.
  ///
  /// - Throws: `DemoError` with status 400 for any other body.
  func object() throws -> JSON.Object {
    guard let json = try? JSON(parsing: body), let object = json.object else {
      throw DemoError.badRequest("the body must be a JSON object")
    }
    return object
  }
}

extension JSON.Object {
  /// A text that a request body must have.
  func requiredText(_ key: String) throws -> String {
    guard let text = self[key]?.string else { throw DemoError.badRequest("\"\(key)\" is missing from body") }
    return text
  }

  /// A text that a request body may have; null counts as absent.
  func optionalText(_ key: String) throws -> String? {
    guard let value = self[key], !value.isNull else { return nil }
    guard let text = value.string else {
      throw DemoError.badRequest("body.\(key) must be a string but is \(value.kind)")
    }
    return text
  }
}
