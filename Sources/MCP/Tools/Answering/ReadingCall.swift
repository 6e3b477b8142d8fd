import JSON

/// Makes the calls that read one value of an answer alone.
struct ReadingCall {
  /// The call whose answer has the value; nil where no call reads single values of it.
  private let call: NextCall?
  /// The columns of a table, each as the way from the row's object to the value. Rows are arrays in the answer, but
  /// their values are read by name.
  private let columns: [FieldPath]
  /// The number of steps before the number of a column.
  private let depth: Int

  /// - Parameters:
  ///   - call: the call that is answered; nil where its tool does not read single values.
  ///   - columns: the columns of the row's values, where they come in rows.
  ///   - depth: the number of steps that lead to a row.
  init(_ call: NextCall?, columns: [FieldPath] = [], at depth: Int = 1) {
    (self.call, self.columns, self.depth) = (call, columns, depth)
  }

  /// The path of a value, with the way to its column instead of the column's number.
  func name(_ path: FieldPath) -> FieldPath {
    guard path.steps.count > depth, let column = Int(path.steps[depth]), columns.indices.contains(column) else {
      return path
    }
    return FieldPath(path.steps[..<depth] + columns[column].steps + path.steps[(depth + 1)...])
  }

  /// The call that reads the value at a path from an offset on.
  func callAsFunction(_ path: FieldPath, _ offset: Int) -> NextCall? {
    let name = name(path).text
    guard let call, name.unicodeScalars.count <= CutValue.longestField else { return nil }
    var arguments = call.arguments
    arguments["field"] = .string(name)
    arguments["field_offset"] = JSON(offset)
    return NextCall(call.tool, arguments)
  }
}
