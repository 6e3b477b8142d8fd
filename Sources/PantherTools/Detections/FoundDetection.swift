import MCP
import Text
import Panther

/// A detection that Panther has, and its kind.
struct FoundDetection: Sendable {
  let kind: DetectionKind
  let detection: Detection
}

extension PantherTool {
  /// Reads a detection again whose change Panther has answered without it.
  ///
  /// - Parameter request: the change, such as `PUT /rules/x`.
  /// - Throws: `unknownOutcome` where that does not show the detection.
  func readAgain(_ id: String, _ kind: DetectionKind, after request: String, _ call: Call) async throws -> Detection {
    let now: Detection
    do {
      now = Detection(try await call.panther.get(kind.path(id)))
    } catch let error as PantherError {
      throw PantherError(
        .unknownOutcome, message: "Panther answered without the detection, and then \(error)", request: request)
    }
    guard now.id?.hasSameBytes(as: id) != false else {
      throw PantherError(unconfirmed: "this detection, but another", request)
    }
    return now
  }

  /// Reads a detection. When its kind is not given, the kinds are tried one after the other, rules first, because most
  /// detections are rules.
  ///
  /// - Parameter permissions: those that the call needs for a kind.
  /// - Throws: `ToolFailure` with the reason `notFound` where there is none of this id.
  func findDetection(
    _ id: String, _ kind: DetectionKind?, _ call: Call, needing permissions: (DetectionKind) -> Permissions
  ) async throws -> FoundDetection {
    var notFound: (any Error)?
    for kind in kind.map({ [$0] }) ?? DetectionKind.allCases {
      do {
        let detection = try await needing(permissions(kind)) { Detection(try await call.panther.get(kind.path(id))) }
        return FoundDetection(kind: kind, detection: detection)
      } catch let error as PantherError where error.kind == .notFound {
        notFound = notFound ?? error
      }
    }
    let kinds = kind.map { [$0] } ?? DetectionKind.allCases
    throw await explained(notFound ?? ToolFailure("No kind of detection was searched."), id, kinds, call)
  }

  /// Adds near ids to the error of an id that was not found, and why an alert may name it all the same.
  func explained(_ error: any Error, _ id: String, _ kinds: [DetectionKind], _ call: Call) async -> any Error {
    let isNotFound = (error as? PantherError)?.kind == .notFound || (error as? ToolFailure)?.reason == .notFound
    guard isNotFound else { return error }
    let known = (try? await KnownNames.detections(like: id, DetectionKind.allCases, call)) ?? []
    let near = NearNames.hint(id, among: known)
    let others = kinds.count == 1 ? " Without detection_type all kinds are searched." : ""
    let correlation =
      """
      If an alert names this id, it may be a correlation rule: this API cannot read those. list_alerts with detection_id \
      shows its alerts.
      """
    return ToolFailure("\(error)\(near)\(others)" + (near.isEmpty ? "\n\(correlation)" : ""), .notFound)
  }
}
