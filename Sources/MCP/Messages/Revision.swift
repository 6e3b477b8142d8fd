/// A protocol revision, oldest first. All but the last are opened by `initialize`; the last is stateless.
package enum Revision: String, CaseIterable, Comparable, Sendable {
  case november2024 = "2024-11-05"
  case march2025 = "2025-03-26"
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"
  case july2026 = "2026-07-28"

  /// The newest revision that `initialize` opens.
  package static let newestLegacy = Revision.november2025
  /// The revision of the modern era.
  package static let modern = Revision.july2026

  /// Whether its requests stand alone.
  package var isModern: Bool { self == .modern }

  /// Only one revision ever had batches.
  var allowsBatches: Bool { self == .march2025 }

  // A client is sent only what its revision knows.

  var hasAnnotations: Bool { self >= .march2025 }
  var hasTitles: Bool { self >= .june2025 }
  var hasStructuredContent: Bool { self >= .june2025 }

  package static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }
}
