/// Bars from left to right, in eighths of a cell.
struct Bars: Sendable {
  private let values: [Double]
  private let most: Double
  private let isUnicode: Bool

  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  init(_ values: [Double], isUnicode: Bool) {
    self.values = values.map { $0.isFinite ? max($0, 0) : 0 }
    most = self.values.max() ?? 0
    self.isUnicode = isUnicode
  }

  /// The bar of a row. What is more than nothing is seen.
  func bar(_ row: Int, width: Int) -> Span {
    guard most > 0, values[row] > 0 else { return Span("") }
    let share = values[row] / most * Double(width)
    guard isUnicode else { return Span(String(repeating: "#", count: max(1, Int(share.rounded()))), .cyan) }
    let eighths = max(1, Int((share * 8).rounded()))
    return Span(String(repeating: "█", count: eighths / 8) + Self.eighths[eighths % 8], .cyan)
  }
}
