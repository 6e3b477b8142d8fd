import JSON

/// A value that an answer shows in part or not at all.
///
/// The answer says so in a member beside its data: a note inside the value could be imitated by whoever wrote the
/// value.
struct CutValue {
  /// The path of the value, as the argument `field` takes it; nil for the whole item.
  let field: String?
  /// How many characters of it are shown, so that the rest begins there.
  let shown: Int
  /// How many characters it has.
  let length: Int
  /// The names of its members and how many characters each has, where nothing is shown of it.
  var sizes: JSON.Object?
  /// The call that reads on; nil where no call can.
  let next: NextCall?

  /// A longer path takes more room than the value is worth. It is shown in part, and no call is made of it.
  static let longestField = 400

  var json: JSON {
    var members: JSON.Object = [:]
    members["field"] = field.map { field in
      let start = field.unicodeScalars.prefix(Self.longestField)
      return .string(String(start) + (start.endIndex < field.unicodeScalars.endIndex ? "…" : ""))
    }
    members["shown"] = JSON(shown)
    members["length"] = JSON(length)
    members["sizes"] = sizes.map(JSON.object)
    return .object(members)
  }
}

extension [CutValue] {
  /// What an answer says of them: each value, and the whole call that reads on in the first. The calls for the others
  /// differ from it in `field` and `field_offset` alone.
  var members: JSON.Object {
    guard !isEmpty else { return [:] }
    var members: JSON.Object = [:]
    members[.cutValues] = .array(map(\.json))
    members[.readOn] = firstCall.map { .string($0.text) }
    return members
  }

  private var firstCall: NextCall? { lazy.compactMap(\.next).first }

  /// The room that they take, when `others` have taken theirs already.
  func size(after others: [CutValue]) -> Budget.Size {
    guard !isEmpty else { return Budget.Size(count: 0) }
    guard others.isEmpty else {
      return reduce(Budget.Size(count: 0)) { $0 + Budget.Size($1.json.bytes) + Budget.Size(count: 1) }
    }
    return Budget.Size(JSON.object(members).bytes)
  }
}
