import Foundation

/// One measured number, and the budget that the shipped build has to keep on a Linux machine with two cores that does
/// nothing else. A figure without a budget only informs.
struct Figure {
  enum Budget {
    case atMost(Double)
    case atLeast(Double)
    case none
  }

  let name: String
  let budget: Budget
  let unit: String
  /// Nil where this system, or this server, cannot be measured.
  let value: Double?

  init(_ name: String, _ budget: Budget, _ unit: String, _ value: Double?) {
    (self.name, self.budget, self.unit, self.value) = (name, budget, unit, value)
  }

  var isOver: Bool {
    guard let value else { return false }
    return switch budget {
    case .atMost(let most): value > most
    case .atLeast(let least): value < least
    case .none: false
    }
  }

  var verdict: String {
    switch (budget, value) {
    case (_, nil): "not measured"
    case (.none, _): ""
    default: isOver ? "OVER" : "ok"
    }
  }

  var budgetText: String {
    switch budget {
    case .atMost(let most): "≤ \(Self.text(most)) \(unit)"
    case .atLeast(let least): "≥ \(Self.text(least)) \(unit)"
    case .none: ""
    }
  }

  var valueText: String { value.map { "\(Self.text($0)) \(unit)" } ?? "–" }

  private static func text(_ value: Double) -> String {
    String(format: value >= 100 || value == value.rounded() ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
  }
}
