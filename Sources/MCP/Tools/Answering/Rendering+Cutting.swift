import Cleaning
import JSON
import Text

/// What happens when an answer is too long: a list is cut between items, and long strings are cut inside.
extension Rendering {
  /// Writes items until the budget is used up. The cut falls between items, and one item is always shown.
  func list(
    _ items: ListItems, of answer: Answer, within budget: Budget, _ sanitizer: inout Sanitizer
  ) -> Body {
    var writers = items.sections.map { _ in JSONWriter() }
    var left = budget - Budget.Size(JSON.object(items.lead).bytes) - Budget.Size(count: answer.name.utf8.count + 8)
    // The only section is written also when it has no items.
    if items.sections.count == 1 { left = left - items.sections[0].size }
    var shown = 0
    var cuts: [CutValue] = []
    for index in 0..<items.count {
      let place = items.place(index)
      let section = items.sections[place.section]
      let isFirst = writers[place.section].bytes.isEmpty
      // The item is cleaned with a copy, because what does not fit is not shown and must not be counted.
      var attempt = sanitizer
      let clean = items.clean(index, &attempt)
      if shown == 0, items.sections.count > 1 { left = left - section.size }
      let path = section.path + "\(place.row)"
      let (row, titleCuts) = shortened(clean, items.titles, at: path, section.call)
      var shorter =
        shown == 0
        ? fitted(row, at: path, within: left - titleCuts.size(after: cuts), section.call)
        : shortened(row, at: path, limits.value, section.call)
      shorter.cuts = titleCuts + shorter.cuts
      let text = shorter.value.bytes
      var size = Budget.Size(text) + Budget.Size(count: 1) + shorter.cuts.size(after: cuts)
      if isFirst, shown > 0, items.sections.count > 1 { size = size + section.size }
      guard shown == 0 || left.fits(size) else { break }
      left = left - size
      sanitizer = attempt
      if isFirst { cuts += section.cuts } else { writers[place.section].raw(",") }
      writers[place.section].raw(text)
      cuts += shorter.cuts
      shown += 1
    }
    return Body(text: items.text(writers, named: answer.name), shown: shown, count: items.count, cuts: cuts)
  }

  func cutNotice(_ answer: Answer, _ data: Body, _ budget: Budget) -> String {
    let all = answer.paging?.all.flatMap { $0 >= data.count ? $0 : nil }
    let least = all == nil && answer.paging?.hasMore == true ? "at least " : ""
    let noun = if case .table = answer.content { "rows" } else { answer.name }
    let words = "\(data.shown) \(noun) shown, \(least)\((all ?? data.count) - data.shown) left: the answer is full"
    return answer.paging.map { "\(words). Go on with \(continuation($0))." } ?? "\(words); narrow the call."
  }

  /// The call that goes on, such as `get_alert_events {"alert_id":"…","cursor":next_cursor}`.
  func continuation(_ paging: Answer.Paging) -> String {
    if let call = paging.call { return #"\#(call.tool) {"cursor":next_cursor}"# }
    var arguments: JSON.Object = [:]
    for name in required { arguments[name] = cursors.call.arguments[name] }
    let given = arguments.isEmpty ? "" : JSON.object(arguments).text.dropFirst().dropLast() + ","
    return #"\#(call.tool) {\#(given)"cursor":next_cursor}"#
  }

  /// A value as it is shown, and what of it was cut.
  typealias Shortened = (value: JSON, cuts: [CutValue])

  /// The lengths at which strings are cut, one after the other, until what they stand in fits.
  var stringLimits: [Int] { [limits.value, 1_000, 250, 60] }

  /// Makes one item fit: its strings are cut shorter and shorter, and at last nothing of it is shown.
  func fitted(_ item: JSON, at path: FieldPath, within budget: Budget, _ call: ReadingCall) -> Shortened {
    for limit in stringLimits {
      let shorter = shortened(item, at: path, limit, call)
      if budget.fits(Budget.Size(shorter.value.bytes) + shorter.cuts.size(after: [])) { return shorter }
    }
    return outline(of: item, at: path, within: budget, call)
  }

  /// An item that is too large to show. The names and sizes of its members are said beside the data.
  private func outline(of item: JSON, at path: FieldPath, within budget: Budget, _ call: ReadingCall) -> Shortened {
    var sizes: JSON.Object = [:]
    var next: NextCall?
    var left = budget - Budget.Size(count: 200)
    for (key, value) in item.children {
      let field = path + key
      let place = call.name(field)
      // What can be put after a dot as it is, or else the whole path.
      let name = (place.isPlain ? place.after(path.steps.count).text : place.text).beginning(200)
      if sizes.isEmpty {
        next = call(field, 0)
        left = left - Budget.Size(JSON.string(next?.text ?? "").bytes)
      }
      left = left - Budget.Size(JSON.string(name).bytes) - Budget.Size(count: 16)
      guard left.fits(Budget.Size(count: 0)) else { break }
      sizes[name] = JSON(Budget.Size(value.bytes).characters)
    }
    let length = Budget.Size(item.bytes).characters
    let cut = CutValue(field: path.steps.isEmpty ? nil : path.text, shown: 0, length: length, sizes: sizes, next: next)
    return (item.array == nil ? [:] : [], [cut])
  }

  /// The value with strings over `limit` characters cut.
  func shortened(_ value: JSON, at path: FieldPath, _ limit: Int, _ call: ReadingCall) -> Shortened {
    guard value.hasString(over: limit) else { return (value, []) }
    var cuts: [CutValue] = []
    return (cut(value, at: path, limit, call, &cuts), cuts)
  }

  /// A row of a table with its titles cut.
  private func shortened(_ row: JSON, _ titles: [Int], at path: FieldPath, _ call: ReadingCall) -> Shortened {
    guard !titles.isEmpty, var values = row.array else { return (row, []) }
    var cuts: [CutValue] = []
    for column in titles where values.indices.contains(column) {
      guard values[column].string != nil else { continue }
      values[column] = cut(values[column], at: path + "\(column)", Projection.longestTitle, call, &cuts)
    }
    return cuts.isEmpty ? (row, []) : (.array(values), cuts)
  }

  private func cut(
    _ value: JSON, at path: FieldPath, _ limit: Int, _ call: ReadingCall, _ cuts: inout [CutValue]
  ) -> JSON {
    guard value.hasString(over: limit) else { return value }
    switch value {
    case .string(let text):
      let length = text.unicodeScalars.count
      guard length > limit else { return value }
      cuts.append(CutValue(field: call.name(path).text, shown: limit, length: length, next: call(path, limit)))
      return .string(text.beginning(limit))
    case .array(let values):
      return .array(values.enumerated().map { cut($1, at: path + "\($0)", limit, call, &cuts) })
    case .object(let object):
      return .object(
        JSON.Object(
          unique: object.members.map { JSON.Member($0.key, cut($0.value, at: path + $0.key, limit, call, &cuts)) }))
    default: return value
    }
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
