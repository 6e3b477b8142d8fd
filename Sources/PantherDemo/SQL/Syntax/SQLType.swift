/// The types to which values can be cast.
enum SQLType: Equatable, Sendable {
  case text, int, real, bool, date, time, variant
}
