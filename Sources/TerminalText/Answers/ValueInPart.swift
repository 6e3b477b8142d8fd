import JSON

/// A value of which an answer has only the beginning, as the answer says it: `{"field": "0.sql", "shown": 160, …}`.
struct ValueInPart {
  private let json: JSON
  /// The beginning, where it is a cell of a table.
  private let beginning: String?
  /// The number of the row, from 1, and the name of the column; for an item nil, and the name of its member.
  private let place: (row: Int?, name: String)

  init(_ json: JSON, in answer: JSON) {
    self.json = json
    let field = json["field"]?.string ?? "the item"
    let steps = field.split(separator: ".", maxSplits: 1).map(String.init)
    guard steps.count == 2, let row = Int(steps[0]), row >= 0, row < Int.max else {
      (place, beginning) = ((nil, field), nil)
      return
    }
    place = (row + 1, steps[1])
    let tables = (answer.object?.members ?? []).map(\.value).filter(\.isTable)
    beginning =
      tables.lazy.compactMap { table -> String? in
        guard let column = table["columns"]?.array?.firstIndex(of: .string(steps[1])),
          let rows = table["rows"]?.array, row < rows.count, let cells = rows[row].array, column < cells.count
        else { return nil }
        return cells[column].string
      }.first
  }

  /// The beginning is as long as the narrowest column of texts has room for, and without the ends of lines.
  private static let lookedFor = 8

  /// Whether a text shows it, or may do so.
  func isIn(_ shown: String) -> Bool {
    guard let beginning else { return true }
    return shown.contains(Span(beginning).text.filter { !$0.isWhitespace }.prefix(Self.lookedFor))
  }

  var words: String {
    let name = Words.label(place.name) + (place.row.map { " of row \($0)" } ?? "")
    return "\(name) (\(json["shown"]?.line ?? "?") of \(json["length"]?.line ?? "?") characters)"
  }
}
