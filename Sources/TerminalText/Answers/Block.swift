import JSON

/// A value that has parts of its own, as lines: a table, a sheet, or several of them.
struct Block {
  private let value: JSON
  private let hasLabels: Bool
  private let chart: Drawing?

  /// - Parameters:
  ///   - hasLabels: whether names of ours and of Panther stand in it, which become words.
  ///   - chart: how its table is drawn.
  init(_ value: JSON, hasLabels: Bool, chart: Drawing? = nil) {
    (self.value, self.hasLabels, self.chart) = (value, hasLabels, chart)
  }

  func lines(on screen: Screen) -> [Line] {
    if value.isTable { return table(value, screen) }
    if let object = value.object { return Sheet(object, hasLabels: hasLabels).lines(on: screen) }
    let values = value.array ?? [value]
    if values.allSatisfy(\.isTable) {
      return values.enumerated().flatMap { ($0 > 0 ? [Line()] : []) + table($1, screen) }
    }
    if let table = Table(alike: values, isOfLogs: !hasLabels) { return table.lines(on: screen) }
    return values.enumerated().flatMap { number, value -> [Line] in
      guard let object = value.object else {
        return value.line.wrapped(to: screen.width - 2).enumerated().map { Line(($0 == 0 ? "- " : "  ") + $1) }
      }
      return (number > 0 ? [Line()] : []) + Sheet(object, hasLabels: hasLabels).lines(on: screen)
    }
  }

  /// A list as the tools write it: `{"columns": […], "rows": [[…], …]}`, and before its rows what holds for all of
  /// them.
  private func table(_ list: JSON, _ screen: Screen) -> [Line] {
    let facts = (list.object?.members ?? []).filter { !["columns", "rows", "null_in_all_rows"].contains($0.key) }
    let columns = (list["columns"]?.array ?? []).map(\.line)
    let rows = (list["rows"]?.array ?? []).map { $0.array ?? [$0] }
    let isOfLogs = !hasLabels || !facts.isEmpty || columns.contains { $0.hasPrefix("p_") }
    var lines = facts.isEmpty ? [] : Sheet(JSON.Object(unique: facts), hasLabels: true).lines(on: screen) + [Line()]
    lines +=
      rows.isEmpty
      ? [Line("none", .dim)]
      : Table(columns, rows, isOfLogs: isOfLogs, chart: chart?.drawing(columns, rows, on: screen)).lines(on: screen)
    let empty = (list["null_in_all_rows"]?.array ?? []).map(\.line).joined(separator: ", ")
    return empty.isEmpty ? lines : lines + screen.paragraph("Empty in all rows", empty, .dim, nameStyle: .dim)
  }
}

extension Table {
  /// A table of objects that have the same few members, none with parts of its own; nil for other values.
  fileprivate init?(alike values: [JSON], isOfLogs: Bool) {
    let objects = values.compactMap(\.object)
    guard let first = objects.first, objects.count == values.count, first.count <= 12, !first.isEmpty,
      objects.allSatisfy({ object in
        object.keys == first.keys && !object.members.contains { $0.value.hasParts || $0.value.isLong }
      })
    else { return nil }
    self.init(first.keys, objects.map { $0.members.map(\.value) }, isOfLogs: isOfLogs)
  }
}

extension JSON {
  /// Whether this is a list as the tools write it.
  var isTable: Bool { self["columns"]?.array != nil && self["rows"]?.array != nil }

  /// Whether it is more than one text: an object, or a list with such values or long texts in it.
  var hasParts: Bool {
    if let object { return !object.isEmpty }
    return array.map { $0.contains { $0.isNested || $0.isLong } } ?? false
  }

  /// Whether this is a text that needs lines of its own.
  fileprivate var isLong: Bool { string.map { $0.utf8.count > 100 || $0.contains(where: \.isNewline) } ?? false }
}
