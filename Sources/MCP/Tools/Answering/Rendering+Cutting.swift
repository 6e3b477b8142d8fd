import Cleaning
import JSON
import Text

/// What happens when an answer is too long: a list is cut between items, and long strings are cut inside.
extension Rendering {
  /// Writes items until the budget is used up. The cut falls between items, and one item is always shown.
  func list(
    _ items: [JSON], open: String, columns: [String]?, within budget: Budget, _ answer: Answer,
    _ sanitizer: inout Sanitizer
  ) -> Body {
    var writer = JSONWriter()
    writer.raw("{")
    writer.write(answer.name)
    writer.raw(":")
    writer.raw(open)
    var left = budget
    var shown = 0
    for item in items {
      // The item is cleaned with a copy, because what does not fit is not shown and must not be counted.
      var attempt = sanitizer
      let clean = columns.map { attempt.clean(row: item, columns: $0) } ?? attempt.clean(item)
      var text = shortened(clean, at: "\(shown)", limits.value, answer).bytes
      if shown == 0, !left.fits(Budget.Size(text)) {
        text = fitted(clean, at: "0", within: left, answer).bytes
      }
      let size = Budget.Size(text) + Budget.Size(count: 1)
      guard shown == 0 || left.fits(size) else { break }
      left = left - size
      sanitizer = attempt
      if shown > 0 { writer.raw(",") }
      writer.raw(text)
      shown += 1
    }
    writer.raw(open.hasPrefix("{") ? "]}}" : "]}")
    return Body(text: writer.bytes, shown: shown, count: items.count)
  }

  func cutNotice(_ answer: Answer, _ data: Body, _ budget: Budget) -> String {
    let shown = "Shown \(data.shown) of the \(data.count) \(answer.name) of this page"
    guard let paging = answer.paging else { return "\(shown): the answer is at its size limit; narrow the call." }
    return "\(shown): the answer is at its size limit. Go on with \(continuation(paging))."
  }

  /// The call that goes on, such as `get_alert_events {"alert_id":"…","cursor":next_cursor}`.
  func continuation(_ paging: Answer.Paging) -> String {
    if let call = paging.call { return #"\#(call.tool) {"cursor":next_cursor}"# }
    var arguments: JSON.Object = [:]
    for name in required() { arguments[name] = cursors.call.arguments[name] }
    let given = arguments.isEmpty ? "" : JSON.object(arguments).text.dropFirst().dropLast() + ","
    return #"\#(call.tool) {\#(given)"cursor":next_cursor}"#
  }

  /// Makes one item fit: its strings are cut shorter and shorter, and at last only its outline is shown.
  func fitted(_ item: JSON, at path: String, within budget: Budget, _ answer: Answer) -> JSON {
    for limit in [limits.value, 1_000, 250, 60] {
      let shorter = shortened(item, at: path, limit, answer)
      if budget.fits(Budget.Size(shorter.bytes)) { return shorter }
    }
    return outline(of: item, at: path, within: budget, answer)
  }

  /// The names and sizes of the fields of an item that is too large to show.
  private func outline(of item: JSON, at path: String, within budget: Budget, _ answer: Answer) -> JSON {
    var sizes: JSON.Object = [:]
    var left = budget - Budget.Size(count: 400)
    for (key, value) in item.children {
      let size = value.bytes.count
      left = left - Budget.Size(count: key.utf8.count + 16)
      guard left.fits(Budget.Size(count: 0)) else { break }
      sizes[key.beginning(200)] = JSON(size)
    }
    let example = sizes.keys.first.map { rest(path.isEmpty ? $0 : "\(path).\($0)", from: 0, answer) } ?? ""
    return ["too_large": "Only the fields and their sizes in bytes are shown\(example)", "fields": .object(sizes)]
  }

  /// The value with strings over `limit` characters cut. Each says how long it is and how to read on.
  func shortened(_ value: JSON, at path: String, _ limit: Int, _ answer: Answer) -> JSON {
    guard value.hasString(over: limit) else { return value }
    switch value {
    case .string(let text):
      let length = text.unicodeScalars.count
      guard length > limit else { return value }
      let kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
      return .string("\(kept)…[cut: \(limit) of \(length) characters shown\(rest(path, from: limit, answer))]")
    case .array(let values):
      return .array(
        values.enumerated().map { shortened($1, at: path.isEmpty ? "\($0)" : "\(path).\($0)", limit, answer) })
    case .object(let object):
      return .object(
        JSON.Object(
          unique: object.members.map {
            JSON.Member($0.key, shortened($0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)", limit, answer))
          }))
    default: return value
    }
  }

  private func rest(_ path: String, from offset: Int, _ answer: Answer) -> String {
    guard var call = answer.reread ?? (readsFields ? self.call : nil) else { return "" }
    var arguments = call.arguments
    // Rows are arrays in the answer, but their values are read by name.
    arguments["field"] = .string(answer.named(path))
    arguments["field_offset"] = JSON(offset)
    call = NextCall(call.tool, arguments)
    return "; read on: \(call.text)"
  }
}

extension Answer {
  /// The path of a value in a table, with the name of its column instead of the column's number.
  fileprivate func named(_ path: String) -> String {
    guard case .table(let columns, _) = content else { return path }
    let steps = path.split(separator: ".", maxSplits: 2).map(String.init)
    guard steps.count > 1, let column = Int(steps[1]), columns.indices.contains(column) else { return path }
    return ([steps[0], columns[column]] + steps.dropFirst(2)).joined(separator: ".")
  }
}

extension JSON {
  fileprivate var children: [(String, JSON)] {
    switch self {
    case .object(let object): object.members.map { ($0.key, $0.value) }
    case .array(let values): values.enumerated().map { ("\($0)", $1) }
    default: []
    }
  }

  /// Whether a string may be longer than a limit. It counts bytes and so may say yes too often, but it is quick, and
  /// the usual answer is not copied only to cut nothing.
  fileprivate func hasString(over limit: Int) -> Bool {
    switch self {
    case .string(let text): text.utf8.count > limit
    case .array(let values): values.contains { $0.hasString(over: limit) }
    case .object(let object): object.members.contains { $0.value.hasString(over: limit) }
    default: false
    }
  }
}

extension Sanitizer {
  /// Cleans a row. The name of a column can make a value a secret.
  fileprivate mutating func clean(row: JSON, columns: [String]) -> JSON {
    guard case .array(let cells) = row else { return clean(row) }
    var cleaned: [JSON] = []
    cleaned.reserveCapacity(cells.count)
    for (cell, column) in zip(cells, columns) { cleaned.append(clean(cell, named: column)) }
    return .array(cleaned)
  }
}
