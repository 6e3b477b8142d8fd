package import JSON

/// Where the evidence of calls goes, such as the audit log.
package protocol AuditTrail: Sendable {
  /// Whether a call must not be made when it cannot be recorded.
  var isRequired: Bool { get }
  /// Writes one line, before it returns.
  /// - Throws: when nothing could be written; the description says why.
  func record(_ entry: JSON.Object) throws
}
