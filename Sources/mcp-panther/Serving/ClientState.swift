import MCP
import Panther
import Sealing

/// How the program keeps the cursors of lists, which a client brings back later.
enum ClientState {
  /// In this process. Another process cannot read it.
  case inThisProcess
  /// With the client, sealed with a key that replicas share.
  case amongReplicas(key: [UInt8])
  /// With the person who types commands, because the next page is asked for by another process. It is sealed with a key
  /// made from the API token, which both processes have.
  case amongCommands

  /// Carries the cursors.
  func cursors(_ configuration: Configuration) -> any CursorCarrier {
    switch self {
    case .inThisProcess: CursorHandles()
    case .amongReplicas(let key): SealedCursors(Seal(key: key))
    // Without a token no call succeeds, so there is no cursor either.
    case .amongCommands: SealedCursors(Seal(key: try? configuration.instance().token.key(for: "cursors")))
    }
  }
}
