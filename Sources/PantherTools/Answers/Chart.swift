import JSON

/// What of an answer can be drawn: the member `chart`. It names members and columns of the same answer and has no
/// numbers of its own, so the answer is complete without it.
///
/// All shapes draw the rows of the table `table`, an object with `columns` and `rows`; the column `label` has their
/// names:
///
/// - `{"kind":"bar","table":"rules","label":"name","y":"alerts"}`: one bar for each row. The column `y` has its height.
///   Where the column `series` is named, a bar has the name in it, too.
/// - `{"kind":"line","table":"series","label":"label","y":"counts","x":"times"}`: one line for each row. The column `y`
///   has a list of numbers. Their places on the other axis are the list `x`, which is as long. With the kind `bar`, each
///   row is drawn as bars over these places.
/// - `{"kind":"lanes","table":"records","label":"result","from":"time"}`: a time line with a lane for each name, and in
///   it a mark for each row. A mark goes from the time in the column `from` to that in the column `to`, if there is one.
///   The column `before` has the name that a row had before a change.
/// - `{"kind":"table","table":"result"}`: only the table.
///
/// A `title` stands above the picture.
///
/// Bars over time may have lanes below them. The member `lanes` names their table: a lane for each `value`, from `first`
/// to `last`, and its `alert_numbers`. The rows of the table `alerts` are marked in all lanes; a value without times has
/// those of its alerts.
struct Chart {
  enum Kind: String, CaseIterable {
    case bar, line, lanes, table
  }

  private(set) var members: JSON.Object

  private init(_ kind: Kind, _ members: JSON.Object) {
    self.members = (["kind": .string(kind.rawValue)] as JSON.Object).merging(members)
  }

  /// Bars, one for each row of a table.
  static func bars(of table: String, label: String, y: String, series: String? = nil) -> Chart {
    var members: JSON.Object = ["table": .string(table), "label": .string(label), "y": .string(y)]
    members["series"] = series.map(JSON.string)
    return Chart(.bar, members)
  }

  /// A line for each row of a table, or bars over the same places.
  static func series(of table: String, as kind: Kind = .line, label: String, y: String, x: String) -> Chart {
    Chart(kind, ["table": .string(table), "label": .string(label), "y": .string(y), "x": .string(x)])
  }

  /// Nothing but the table.
  static func table(_ table: String) -> Chart {
    Chart(.table, ["table": .string(table)])
  }

  /// A time line with marks, one for each row of a table.
  static func lanes(of table: String, label: String, from: String, before: String? = nil) -> Chart {
    var members: JSON.Object = ["table": .string(table), "label": .string(label), "from": .string(from)]
    members["before"] = before.map(JSON.string)
    return Chart(.lanes, members)
  }

  /// The same chart, with a lane below it for each row of another table.
  func over(lanesOf table: String) -> Chart {
    var chart = self
    chart.members["lanes"] = .string(table)
    return chart
  }

  /// The same chart with a title.
  func titled(_ title: String?) -> Chart {
    var chart = self
    chart.members["title"] = title.map(JSON.string)
    return chart
  }

  /// The member of an answer.
  var fact: JSON.Object { ["chart": .object(members)] }

  /// The property of an output schema.
  static let property: JSON.Object = [
    "chart": AnswerSchema.object(
      [
        "kind": ["type": "string", "enum": .array(Kind.allCases.map { .string($0.rawValue) })],
        "table": AnswerSchema.text,
      ],
      optional: [
        "title": AnswerSchema.text, "label": AnswerSchema.text, "series": AnswerSchema.text, "y": AnswerSchema.text,
        "x": AnswerSchema.text, "from": AnswerSchema.text, "before": AnswerSchema.text,
        "lanes": AnswerSchema.text,
      ])
  ]
}
