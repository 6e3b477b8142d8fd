/// The columns of a relation, which expressions find by name.
struct SQLScope {
  struct Column {
    var qualifier: String?
    var name: String
  }

  var columns: [Column]

  /// The place of the first column with this name, without regard to case.
  func index(_ name: String, qualifier: String?) -> Int? {
    columns.firstIndex { column in
      column.name.lowercased() == name.lowercased()
        && (qualifier == nil || column.qualifier?.lowercased() == qualifier?.lowercased())
    }
  }
}
