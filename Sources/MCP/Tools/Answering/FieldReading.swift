import Cleaning
import JSON
import Text

/// One value of an answer that a caller reads alone, from its beginning or from where it was cut.
struct FieldReading {
  /// The path of the value, such as `context.message`; `0.message` is in the first item of a list. `FieldPath` tells
  /// the forms.
  let path: String
  /// Where to begin in the value, in characters (Unicode scalars).
  let offset: Int

  static let schema: JSON.Object = [
    "field": [
      "type": "string",
      "description": "Only this value, uncut: a path such as items.0.name",
    ],
    "field_offset": [
      "type": "integer", "minimum": 0, "description": "Go on at this character",
    ],
  ]

  /// Takes its own arguments out of those of a call; nil when the call has none of them.
  init?(takenFrom arguments: inout JSON.Object) throws(ArgumentError) {
    let field = arguments["field"]
    let offset = arguments["field_offset"]
    (arguments["field"], arguments["field_offset"]) = (nil, nil)
    do throws(Mismatch) {
      // It is read first, so that a wrong one is found even where it has no meaning. Hosts may fill in the default.
      let start = offset.flatMap { $0.isNull || $0 == "" ? nil : $0 }
      self.offset = try start.map(Int.read) ?? 0
      guard self.offset >= 0 else { throw Mismatch() }
      guard let field, !field.isNull, field != "" else {
        guard self.offset == 0 else { throw Mismatch() }
        return nil
      }
      path = try String.read(field)
      // No answer names a longer one, but shows only how it begins; what was shown so must not lead to another value.
      guard path.unicodeScalars.count <= CutValue.longestField else { throw Mismatch() }
    } catch {
      throw ArgumentError([
        "Argument `field` takes a path such as context.user of up to \(CutValue.longestField) "
          + "characters, `field_offset` an integer from 0 that goes with a `field`."
      ])
    }
  }

  /// The value as an answer of its own. It is cleaned before it is cut, because a secret that is cut in two would be
  /// missed.
  func read(
    from answer: Answer, call: NextCall, _ sanitizer: inout Sanitizer
  ) throws(ArgumentError) -> Answer {
    let root: JSON
    switch answer.content {
    case .none: root = sanitizer.clean(.object(answer.facts))
    case .item(let item, _): root = sanitizer.clean(item)
    case .reading(let reading): root = reading.value
    case .list(let items, _): root = sanitizer.clean(.array(items))
    case .tables(let items, let grouping): root = sanitizer.clean(grouping.tree(of: items))
    case .table(let columns, let rows, _):
      root = sanitizer.clean(
        .array(rows.map { row in .object(JSON.Object(zip(columns, row.array ?? []).map { ($0, $1) })) }))
    }
    // Panther's data is cleaned before the value is taken, because what stands beside a value can make it a secret.
    guard let value = try value(in: root) else {
      let names = root.object?.keys ?? root.array?.first?.object?.keys.map { "0.\($0)" } ?? []
      let near = Names.nearest(to: path, among: names).map { " Did you mean `\($0)`?" } ?? ""
      let more = answer.isExtended ? "" : " With detail: full, where the tool takes it, there is more."
      throw ArgumentError(["Argument `field`: the answer has no value at `\(path.beginning(200))`.\(near)\(more)"])
    }
    return .reading(FieldPage(path: path, offset: offset, value: value, call: call))
  }

  /// The value at the path, as answers write paths, or else as a caller may have written one for a key with dots in it.
  private func value(in root: JSON) throws(ArgumentError) -> JSON? {
    if let value = root.value(at: FieldPath(text: path)) { return value }
    let paths = root.paths(meantBy: Array(path.utf8)[...])
    guard paths.count <= 1 else {
      let forms = paths.prefix(3).map { "`\($0.text.beginning(200))`" }.joined(separator: ", ")
      throw ArgumentError([
        "Argument `field`: `\(path.beginning(200))` may mean several values; write the one that you want: \(forms)."
      ])
    }
    return paths.first.flatMap { root.value(at: $0) }
  }
}
