import Foundation
import JSON
import MCP
import Panther

let tokenTools: [any PantherTool.Type] = [GetPermissions.self]

struct GetPermissions: PantherTool {
  static let summary = """
    Get what the API token of this server may do: its permissions, expiry and address limits, and which tools work \
    with it.
    """
  static let sample = "What may this token do?"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.organizationAPITokenRead])
  static let dataRead: [DataKind] = [.token]

  func answer(_ call: Call) async throws -> Answer {
    let token = try await APIToken.read(from: call.panther)
    let held = token.permissions ?? []
    var item: JSON.Object = ["permissions": JSON(held.sorted().map { Permission(named: $0)?.text ?? $0 })]
    for key in ["name", "expiresAt", "allowedCIDRBlocks", "createdAt", "lastUsedAt"] {
      item[key] = token.json[path: [key]]
    }
    let tools = Toolset.all.flatMap(\.entries)
    let unusable = token.unusable(among: tools)
    item["tools_usable"] = JSON(tools.count - unusable.count)
    item["tools_unusable_without"] = .object(
      JSON.Object(
        unusable.map(\.permissions.text).unique.map { text in
          (text, JSON(unusable.filter { $0.permissions.text == text }.map(\.tool.name)))
        }))
    let warnings = [Self.expiry(token, call.now), Permission.adminNote(held)].compactMap(\.self)
    return .item(.object(item), named: "token").adding(warnings.isEmpty ? [:] : ["warnings": JSON(warnings)])
  }

  /// A warning about a token that has expired, or will within 14 days.
  private static func expiry(_ token: APIToken, _ now: Date) -> String? {
    guard case .at(let end) = token.expiry else { return nil }
    let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
    guard end > now else { return "The token expired at \(end.iso)." }
    guard days < 14 else { return nil }
    let left = days == 0 ? "less than a day" : days == 1 ? "1 day" : "\(days) days"
    return "The token expires at \(end.iso), in \(left)."
  }
}
