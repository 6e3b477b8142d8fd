import Foundation

/// One measured number, and the budgets that it has to keep; without a budget it only informs.
struct Figure {
  enum Budget {
    case atMost(Double)
    case atLeast(Double)
    case none
  }

  let name: String
  /// The budget that it is judged by.
  private(set) var budget: Budget
  /// The tighter budget that the shipped build has to keep on a machine with two cores that does nothing else.
  private let shippedBudget: Budget
  let unit: String
  /// Nil where this system, or this server, cannot be measured.
  let value: Double?

  init(_ name: String, _ budget: Budget, shipped: Budget = .none, _ unit: String, _ value: Double?) {
    (self.name, self.budget, shippedBudget, self.unit, self.value) = (name, budget, shipped, unit, value)
  }

  /// The same figure, judged by the budget of the shipped build.
  var asShipped: Figure {
    var figure = self
    figure.budget = shippedBudget
    return figure
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
