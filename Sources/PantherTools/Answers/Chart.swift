import JSON

/// What of an answer can be drawn: the member `chart`. It names members and columns of the same answer and has no
/// numbers of its own, so the answer is complete without it.
///
/// Two shapes. Both draw the rows of the table `table`, an object with `columns` and `rows`:
///
/// - `{"kind":"bar","table":"rules","label":"name","y":"alerts"}`: one bar for each row. The column `label` has its name,
///   the column `y` its height.
/// - `{"kind":"line","table":"series","label":"label","y":"counts","x":"times"}`: one line for each row. The column
///   `label` has its name, the column `y` a list of numbers. Their places on the other axis are the list `x`, which is
///   as long.
struct Chart {
  enum Kind: String, CaseIterable {
    case bar, line
  }

  let kind: Kind
  let table: String
  let label: String
  let y: String
  var x: String?

  /// Bars, one for each row of a table.
  static func bars(of table: String, label: String, y: String) -> Chart {
    Chart(kind: .bar, table: table, label: label, y: y)
  }

  /// Lines, one for each row of a table.
  static func lines(of table: String, label: String, y: String, x: String) -> Chart {
    Chart(kind: .line, table: table, label: label, y: y, x: x)
  }

  /// The member of an answer.
  var fact: JSON.Object {
    var chart: JSON.Object = [
      "kind": .string(kind.rawValue), "table": .string(table), "label": .string(label), "y": .string(y),
    ]
    chart["x"] = x.map(JSON.string)
    return ["chart": .object(chart)]
  }

  /// The property of an output schema.
  static let property: JSON.Object = [
    "chart": AnswerSchema.object(
      [
        "kind": ["type": "string", "enum": .array(Kind.allCases.map { .string($0.rawValue) })],
        "table": AnswerSchema.text, "label": AnswerSchema.text, "y": AnswerSchema.text,
      ], optional: ["x": AnswerSchema.text])
  ]
}
