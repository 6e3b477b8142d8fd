/// Evidence that could not be written, where no call may be without it.
struct Unrecorded: Error, CustomStringConvertible {
  /// What was done by then.
  enum Done {
    case nothing
    case answer
    case change
  }

  let reason: String
  let done: Done

  var description: String {
    switch done {
    case .nothing: "Refused, because the audit log cannot be written: \(reason). Nothing was changed."
    case .answer: "The answer is withheld, because it could not be recorded in the audit log: \(reason)"
    case .change: "The change was made, but could not be recorded in the audit log: \(reason)"
    }
  }
}
