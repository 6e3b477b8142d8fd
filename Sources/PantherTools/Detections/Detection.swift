import JSON
import MCP
import Panther

extension GetDetection {
  /// An id that alerts name and that is none of the kinds with an endpoint.
  static func explained(_ error: any Error) -> any Error {
    let isNotFound = (error as? PantherError)?.kind == .notFound || (error as? ToolFailure)?.isNotFound == true
    guard isNotFound else { return error }
    return ToolFailure(
      "\(error)\nIf an alert names this id, it may be a correlation rule: this API cannot read those. "
        + "list_alerts with detection_id shows its alerts.", isNotFound: true)
  }
}

extension JSON {
  func naming(_ kind: DetectionKind) -> JSON {
    guard var object else { return self }
    object["detection_type"] = .string(kind.rawValue)
    return .object(object)
  }

  /// An object without some of its members.
  func omitting(_ keys: Set<String>) -> JSON {
    guard let object else { return self }
    return .object(JSON.Object(unique: object.members.filter { !keys.contains($0.key) }))
  }
}
