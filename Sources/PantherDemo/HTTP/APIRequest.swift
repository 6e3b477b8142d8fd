import Panther
import JSON

/// A request taken apart: decoded path segments and query items.
struct Call {
  let method: HTTPRequest.Method
  let path: [String]
  let query: [(name: String, value: String)]
  let body: [UInt8]

  init(_ request: HTTPRequest) {
    method = request.method
    body = request.body ?? []
    var rest = Substring(request.url)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.drop { $0 != "/" && $0 != "?" && $0 != "#" }
    rest = rest.prefix { $0 != "#" }
    let pathText = rest.prefix { $0 != "?" }
    var segments = pathText.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if segments.last?.isEmpty == true { segments = segments.dropLast() }
    path = segments.map { Self.decoded($0, plusIsSpace: false) }
    query = rest.dropFirst(pathText.count + 1).split(separator: "&").map { item in
      let name = item.prefix { $0 != "=" }
      return (
        Self.decoded(name, plusIsSpace: true), Self.decoded(item.dropFirst(name.count + 1), plusIsSpace: true)
      )
    }
  }

  private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var source = text.utf8.makeIterator()
    var pending: [UInt8] = []
    func hex(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } }
    while let byte = pending.popLast() ?? source.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      guard let first = pending.popLast() ?? source.next() else {
        bytes.append(byte)
        break
      }
      guard let second = pending.popLast() ?? source.next() else {
        bytes += [byte, first]
        break
      }
      if first < 0x80, second < 0x80, let high = hex(first), let low = hex(second) {
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte)
        pending += [second, first]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

// MARK: - Parameters

extension Call {
  /// The last value of a parameter; an empty one counts as absent.
  func value(_ name: String) -> String? {
    values(name).last
  }

  func values(_ name: String) -> [String] {
    query.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  func values(_ name: String, from allowed: [String]) throws -> [String] {
    let values = values(name)
    if let wrong = values.first(where: { !allowed.contains($0) }) {
      throw Fault.bad("value of \(name) must be one of \(allowed.joined(separator: ", ")) but got value \"\(wrong)\"")
    }
    return values
  }

  func value(_ name: String, from allowed: [String]) throws -> String? {
    try values(name, from: allowed).last
  }

  func int(_ name: String) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text) else {
      throw Fault.bad("invalid value \"\(text)\" for \"\(name)\", must be a integer")
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
      throw Fault.bad(
        "limit must be \(limit < 1 ? "greater than or equal to 1" : "lesser or equal than \(most)") but got \(limit)")
    }
    return limit
  }

  /// A date, a month, RFC 3339 or Unix seconds.
  func moment(_ name: String) throws -> Moment? {
    guard let text = value(name) else { return nil }
    if (9...11).contains(text.utf8.count), let seconds = Int(text) { return Moment(milliseconds: seconds * 1000) }
    if let moment = Moment(parsing: text) ?? Moment(parsing: text + "-01") { return moment }
    throw Fault.bad("\(name) must be a date, a month, RFC 3339 or Unix time but got \"\(text)\"")
  }

  func object() throws -> JSON.Object {
    guard let json = try? JSON(parsing: body), let object = json.object else {
      throw Fault.bad("the body must be a JSON object")
    }
    return object
  }
}
