import JSON

/// One column of a table: how wide it wants to be, how narrow it may get, and what stands in it.
struct Column {
  enum Kind {
    /// Long ids that no person reads; a beginning of them tells them apart.
    case id
    case time, number
    /// Words of a kind, such as a severity; never cut.
    case word
    case text
    /// Drawn into the room that is left.
    case drawing
  }

  /// How much of an id is shown where there is little room.
  private static let shortID = 8
  /// The room that any text needs to say something.
  private static let shortText = 16
  /// How much of the name of a field of a log is shown there. Names of ours are short, and whole.
  private static let shortHeader = 12
  private static let longestWord = 12

  let name: String
  /// Its name in words.
  let label: String
  let header: Span
  let kind: Kind
  /// The widest of its cells.
  let natural: Int
  /// How narrow it may get.
  let least: Int
  /// Whether its ids are not whole.
  let isShortened: Bool
  /// Whether its values are yes and no, which say nothing without its name.
  let isSwitch: Bool
  private let spans: [Span]
  private let draw: (@Sendable (Int, Int) -> Span)?

  /// A column of values.
  init(_ name: String, _ label: String, _ values: [JSON], isLabel: Bool, countsBytes: Bool = false, on screen: Screen) {
    (self.name, self.label) = (name, label)
    // The names of logs are to be copied into queries.
    header = Span(isLabel ? label.uppercased() : label, .bold)
    kind = Self.kind(of: values, named: name)
    let kind = kind
    spans = values.map { value in
      Span(
        countsBytes ? value.double.map(Words.bytes) ?? "" : value.cell(kind, screen.now), value.style(named: name))
    }
    draw = nil
    let widest = spans.map(\.width).max() ?? 0
    natural = max(header.width, widest)
    isShortened = false
    least = max(
      kind == .text ? min(widest, Self.shortText) : widest, isLabel ? header.width : min(header.width, Self.shortHeader)
    )
    isSwitch = values.contains { $0.bool != nil } && kind == .word
  }

  /// A column that is drawn.
  ///
  /// - Parameter draw: draws the row of an index in a width.
  init(drawing widths: ClosedRange<Int>, draw: @escaping @Sendable (_ row: Int, _ width: Int) -> Span) {
    (name, label, header, kind, spans, self.draw) = ("", "", Span(""), .drawing, [], draw)
    (natural, least, isShortened, isSwitch) = (widths.upperBound, widths.lowerBound, false, false)
  }

  private init(_ other: Column, shortened spans: [Span]) {
    (name, label, header, kind, draw) = (other.name, other.label, other.header, other.kind, nil)
    (self.spans, isShortened, isSwitch) = (spans, true, false)
    natural = max(header.width, spans.map(\.width).max() ?? 0)
    least = natural
  }

  /// The same column with the beginnings of its ids, which are long enough to tell them apart. Each has a mark at its
  /// end: such an id cannot be given to a tool.
  func shortened(ellipsis: String) -> Column {
    guard kind == .id else { return self }
    let count = Set(spans.map(\.text)).count
    let length = (Self.shortID..<natural).first { length in Set(spans.map { $0.text.prefix(length) }).count == count }
    guard let length, length + ellipsis.count < natural else { return self }
    return Column(
      self, shortened: spans.map { Span($0.text.fitted(to: length + ellipsis.count, ellipsis: ellipsis), $0.style) })
  }

  /// Whether its values say how something stands, or why it is in the list. They say it without their name.
  var isState: Bool {
    kind != .id && Self.states.contains(where: label.lowercased().hasSuffix)
  }

  private static let states = ["severity", "status", "state", "role", "healthy", "enabled", "effect", "matched"]

  /// Whether some of its cells have no room in a width.
  func isCut(to width: Int) -> Bool { kind != .drawing && (spans.map(\.width).max() ?? 0) > width }

  /// How much it matters, where there is no room for all columns.
  var importance: Int {
    switch kind {
    case _ where isState: 4
    case .id: 0
    case .text: 1
    case .word: 2
    case .time, .number, .drawing: 3
    }
  }

  /// Whether none of its values has several words.
  var isOneWord: Bool { !spans.contains { $0.text.contains(" ") } }

  /// The value of a row.
  func value(_ row: Int) -> Span { draw == nil ? spans[row] : Span("") }

  /// One cell, as wide as the column is.
  func cell(_ row: Int, width: Int, isLast: Bool, ellipsis: String) -> [Span] {
    let span = draw?(row, width) ?? spans[row]
    return padded(Span(span.text.fittedAsValue(to: width, ellipsis: ellipsis), span.style), width, isLast)
  }

  func headerCell(width: Int, isLast: Bool, ellipsis: String) -> [Span] {
    padded(Span(header.text.fitted(to: width, ellipsis: ellipsis), header.style), width, isLast)
  }

  private func padded(_ span: Span, _ width: Int, _ isLast: Bool) -> [Span] {
    let gap = Span.gap(width - span.width)
    if kind == .number { return [gap, span] }
    return isLast ? [span] : [span, gap]
  }

  private static func kind(of values: [JSON], named name: String) -> Kind {
    let present = values.filter { !$0.isNull }
    guard !present.isEmpty else { return .text }
    if present.allSatisfy(\.isNumber) { return .number }
    if present.allSatisfy({ $0.bool != nil }) { return .word }
    let texts = present.compactMap(\.string)
    guard texts.count == present.count else {
      let parts = present.flatMap { $0.array ?? [] }
      let areIDs = !parts.isEmpty && parts.allSatisfy { $0.string.map(isID) ?? false }
      return areIDs && present.allSatisfy { ($0.array?.count ?? 0) == 1 } ? .id : .text
    }
    if texts.allSatisfy({ Timestamp($0) != nil }) { return .time }
    if texts.allSatisfy(isID) { return .id }
    return texts.allSatisfy { $0.displayWidth <= longestWord } ? .word : .text
  }

  /// Whether this looks made by a machine: a hash, a UUID, or something like them.
  private static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= 20 else { return false }
    let digits = bytes.count { (0x30...0x39).contains($0) }
    let isHex = bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) || $0 == 0x2D }
    let isPlain = bytes.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F
    }
    return isHex && digits > 0 || isPlain && digits >= 8
  }
}

extension JSON {
  /// The value in one line.
  func cell(_ kind: Column.Kind, _ now: Int) -> String {
    if kind == .time, let time = string.flatMap(Timestamp.init) { return time.short(now: now) }
    return line
  }

  /// The value in one line, times as they are.
  var line: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "yes" : "no"
    case .array(let values) where !values.contains { $0.isNested }: values.map(\.line).joined(separator: ", ")
    default: string ?? text
    }
  }

  fileprivate var isNumber: Bool {
    guard case .number = self else { return false }
    return true
  }

  /// Whether it has members or elements.
  var isNested: Bool { array != nil || object != nil }

  func style(named name: String) -> Style {
    bool.map { Words.style(of: $0, named: name) } ?? string.map { Words.style(of: $0, named: name) } ?? .plain
  }
}
