import Cleaning
import JSON

/// Makes the calls that read one value of an answer alone.
struct ReadingCall {
  /// The call whose answer has the value; nil where no call reads single values of it.
  private let call: NextCall?
  /// The columns of a table. Its rows are arrays in the answer, but their values are read by name.
  private let columns: [String]

  /// - Parameter call: the call that is answered; nil where its tool does not read single values.
  init(ofDataIn answer: Answer, _ call: NextCall?) {
    self.call = answer.reread ?? call
    guard case .table(let columns, _) = answer.content else {
      self.columns = []
      return
    }
    // As the keys of an object, because that is what the value is read from.
    var sanitizer = Sanitizer(redacts: true)
    self.columns = sanitizer.clean(.object(JSON.Object(columns.map { ($0, .null) }))).object?.keys ?? []
  }

  /// Facts beside data cannot be read alone.
  init(ofFactsIn answer: Answer, _ call: NextCall?) {
    columns = []
    guard case .none = answer.content else {
      self.call = nil
      return
    }
    self.call = answer.reread ?? call
  }

  /// The path of a value, with the name of its column instead of the column's number.
  func name(_ path: FieldPath) -> FieldPath {
    guard path.steps.count > 1, let column = Int(path.steps[1]), columns.indices.contains(column) else { return path }
    var named = path
    named.steps[1] = columns[column]
    return named
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
