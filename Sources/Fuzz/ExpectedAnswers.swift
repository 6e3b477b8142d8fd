import JSON

/// How often each id must be answered, computed from the input lines only.
struct ExpectedAnswers {
  /// The number of answers by the JSON text of the id; `null` stands for lines without an id that can be read.
  private(set) var answers: [String: Int] = [:]
  /// The ids that a cancellation named; their answers may be missing.
  private(set) var cancelled: Set<String> = []

  /// - Parameter allowsBatches: whether the conversation is one of 2025-03-26 by now.
  mutating func add(_ line: [UInt8], allowsBatches: Bool) {
    let text = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line[3...] : line[...]
    guard text.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
    guard let json = try? JSON(parsing: text) else { return expect(nil) }
    guard case .array(let members) = json else { return add(json) }
    guard allowsBatches, !members.isEmpty else { return expect(nil) }
    for member in members { add(member) }
  }

  private mutating func add(_ json: JSON) {
    guard case .object(let object) = json else { return expect(nil) }
    let id = object["id"].flatMap(Self.readable)
    guard object["jsonrpc"] == "2.0" else { return expect(id) }
    guard let method = object["method"] else {
      return object["result"] == nil && object["error"] == nil ? expect(id) : ()
    }
    guard let method = method.string else { return expect(id) }
    guard object["id"] == nil else { return expect(id) }
    if method == "notifications/cancelled", let target = object["params"]?["requestId"].flatMap(Self.readable) {
      cancelled.insert(target)
    }
  }

  private static func readable(_ id: JSON) -> String? {
    switch id {
    case .string: id.text
    case .number(let number): number.text.contains { ".eE".contains($0) } ? nil : number.text
    default: nil
    }
  }

  private mutating func expect(_ id: String?) { answers[id ?? "null", default: 0] += 1 }
}
