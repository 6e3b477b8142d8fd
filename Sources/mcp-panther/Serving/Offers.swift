import MCP
import PantherTools
import Synchronization

/// What each caller is offered: the program's tools, narrowed by what the caller's token says. Callers with the same
/// tools and the same data share one service.
final class Offers: Sendable {
  private struct Key: Hashable {
    let tools: [String]
    let asks: Set<String>
    let borders: DataBorders
  }

  private let program: Program
  private let services = Mutex<[Key: Service]>([:])

  init(_ program: Program) {
    self.program = program
  }

  /// - Parameter flags: those that stand with a token in the token file.
  func service(narrowedBy flags: [String]) throws -> Service {
    guard !flags.isEmpty else { return service(program.policy) }
    return service(program.policy.narrowed(by: try Settings.policy(ofTokenFlags: flags)))
  }

  /// Only the tools of these effects.
  func service(for effects: Set<Effect>) -> Service {
    service(program.policy.narrowed(to: effects))
  }

  private func service(_ policy: Policy) -> Service {
    let key = Key(tools: policy.tools.map(\.tool.name), asks: policy.asks, borders: policy.borders)
    return services.withLock { services in
      if let service = services[key] { return service }
      let service = Surface(program, policy).service(isPersonal: true)
      services[key] = service
      return service
    }
  }
}
