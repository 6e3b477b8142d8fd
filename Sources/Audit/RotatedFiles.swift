import Foundation

/// The order of the files of a rotated log.
package enum RotatedFiles {
  /// Puts `audit.log`, `audit.log.1`, `audit.log.2` or `audit.log`, `audit.log-20261122`, in whatever order, as
  /// `audit.log*` gives them, into the order in which they were written. Files with other names stay as they are given.
  package static func oldestFirst(_ files: [String]) -> [String] {
    guard let newest = files.min(by: { $0.utf8.count < $1.utf8.count }) else { return files }
    let older = files.filter { $0 != newest }.map { (file: $0, place: Place(after: newest, $0)) }
    let places = older.compactMap(\.place)
    guard older.count == files.count - 1, places.count == older.count,
      places.allSatisfy({ $0.isDate == places[0].isDate })
    else { return files }
    return older.sorted { ($0.place?.age ?? 0) > ($1.place?.age ?? 0) }.map(\.file) + [newest]
  }

  /// What stands behind the name of the log.
  private struct Place {
    let isDate: Bool
    /// The greater, the older.
    let age: Int

    init?(after newest: String, _ file: String) {
      guard file.hasPrefix(newest), let mark = file.dropFirst(newest.count).first, "-.".contains(mark),
        let number = Int(file.dropFirst(newest.count + 1).filter { $0 != "-" }), number >= 0
      else { return nil }
      isDate = mark == "-"
      age = isDate ? -number : number
    }
  }
}
