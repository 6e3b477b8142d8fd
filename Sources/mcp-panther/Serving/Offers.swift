import MCP
import Panther
import PantherTools
import Synchronization

/// What each caller is offered: the program's tools and data, narrowed by what holds for the caller, with the caller's own
/// Panther token or the program's. Callers with the same tools, data and token share one service.
final class Offers: Sendable {
  /// What a service does for its callers.
  private struct Range: Hashable {
    let tools: [String]
    let asks: Set<String>
    let borders: DataBorders
  }

  private struct Key: Hashable {
    let range: Range
    let own: ObjectIdentifier?
  }

  private struct State {
    /// Those with the program's token; the others share what they can with them.
    var surfaces: [Range: Surface] = [:]
    var services: [Key: (service: Service, own: OwnToken?)] = [:]
  }

  private let program: Program
  private let state = Mutex(State())

  init(_ program: Program) {
    self.program = program
  }

  /// - Parameters:
  ///   - narrowed: which tools hold for the caller; nil for all.
  ///   - effects: only tools of these; nil for all.
  ///   - own: the caller's own token; nil for the program's.
  func service(narrowedBy narrowed: Policy?, to effects: Set<Effect>? = nil, with own: OwnToken?) -> Service {
    var policy = narrowed.map(program.policy.narrowed) ?? program.policy
    if let effects { policy = policy.narrowed(to: effects) }
    let range = Range(tools: policy.tools.map(\.tool.name), asks: policy.asks, borders: policy.borders)
    let key = Key(range: range, own: own.map(ObjectIdentifier.init))
    return state.withLock { state in
      if let known = state.services[key] { return known.service }
      let surface = state.surfaces[range] ?? Surface(program, policy)
      state.surfaces[range] = surface
      let acting = own.map { surface.acting(as: program.acting(with: $0)) } ?? surface
      let service = acting.service(isPersonal: true)
      state.services[key] = (service, own)
      return service
    }
  }

  /// Forgets the services with other own tokens than these, so that what was read with those is kept no longer.
  func keep(_ tokens: [OwnToken]) {
    let kept = Set(tokens.map(ObjectIdentifier.init))
    state.withLock { state in
      state.services = state.services.filter { key, _ in key.own.map(kept.contains) ?? true }
    }
  }
}
