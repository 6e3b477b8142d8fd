import JSON
import MCP

/// A month of the year, by name or number.
enum Month: String, CaseIterable, ArgumentValue {
  case january = "January"
  case february = "February"
  case march = "March"
  case april = "April"
  case may = "May"
  case june = "June"
  case july = "July"
  case august = "August"
  case september = "September"
  case october = "October"
  case november = "November"
  case december = "December"

  /// The number of the month, 1 for January.
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// The month of a year in the form that the tools take: `2026-11`.
  func text(in year: Int) -> String {
    "\(year)-\(number < 10 ? "0" : "")\(number)"
  }

  static var expectation: String { "a month: January to December, or 1 to 12" }

  static func read(_ json: JSON) throws(Mismatch) -> Month {
    let text = (json.string ?? json.text).trimmed.lowercased()
    if let number = Int(text), allCases.indices.contains(number - 1) { return allCases[number - 1] }
    let found = allCases.filter { text.count >= 3 && $0.rawValue.lowercased().hasPrefix(text) }
    guard let month = found.first else { throw Mismatch() }
    return month
  }
}
