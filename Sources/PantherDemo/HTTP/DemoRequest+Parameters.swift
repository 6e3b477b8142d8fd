extension DemoRequest {
  /// The last value of a parameter; an empty value counts as absent.
  func value(_ name: String) -> String? {
    values(name).last
  }

  func values(_ name: String) -> [String] {
    query.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  func values(_ name: String, from allowed: [String]) throws -> [String] {
    let values = values(name)
    if let wrong = values.first(where: { !allowed.contains($0) }) {
      throw DemoError.badRequest(
        "value of \(name) must be one of \(allowed.joined(separator: ", ")) but got value \"\(wrong)\"")
    }
    return values
  }

  func value(_ name: String, from allowed: [String]) throws -> String? {
    try values(name, from: allowed).last
  }

  func int(_ name: String) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text) else {
      throw DemoError.badRequest("invalid value \"\(text)\" for \"\(name)\", must be a integer")
    }
    return number
  }

  func flag(_ name: String, default fallback: Bool) throws -> Bool {
    guard let text = try value(name, from: ["true", "false"]) else { return fallback }
    return text == "true"
  }

  func limit(default fallback: Int, most: Int = .max) throws -> Int {
    let limit = try int("limit") ?? fallback
    guard limit >= 1, limit <= most else {
      throw DemoError.badRequest(
        "limit must be \(limit < 1 ? "greater than or equal to 1" : "lesser or equal than \(most)") but got \(limit)")
    }
    return limit
  }

  /// A time, given as a date, a month, RFC 3339 or Unix seconds.
  func instant(_ name: String) throws -> Instant? {
    guard let text = value(name) else { return nil }
    if (9...11).contains(text.utf8.count), let seconds = Int(text) { return Instant(milliseconds: seconds * 1000) }
    if let instant = Instant(parsing: text) ?? Instant(parsing: text + "-01") { return instant }
    throw DemoError.badRequest("\(name) must be a date, a month, RFC 3339 or Unix time but got \"\(text)\"")
  }
}
