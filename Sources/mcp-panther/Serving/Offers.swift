import MCP
import PantherTools
import Synchronization

/// What callers are offered: the program's tools, narrowed by what their tokens say. Callers with the same tools share
/// one service.
final class Offers: Sendable {
  private struct Key: Hashable {
    let tools: [String]
    let asks: Set<String>
  }

  private let program: Program
  private let services = Mutex<[Key: Service]>([:])

  init(_ program: Program) {
    self.program = program
  }

  /// - Parameter flags: of a line of the token file.
  func service(narrowedBy flags: [String]) throws -> Service {
    guard !flags.isEmpty else { return service(program.policy) }
    return service(program.policy.narrowed(by: try Settings.policy(ofTokenFlags: flags)))
  }

  func service(for effects: Set<Effect>) -> Service {
    service(program.policy.narrowed(to: effects))
  }

  private func service(_ policy: Policy) -> Service {
    let key = Key(tools: policy.tools.map(\.tool.name), asks: policy.asks)
    return services.withLock { services in
      if let service = services[key] { return service }
      let service = program.with(policy).service(isPersonal: true)
      services[key] = service
      return service
    }
  }
}

extension Settings {
  /// Which tools the flags of a token leave.
  static func policy(ofTokenFlags words: [String]) throws(UsageError) -> Policy {
    let invocation = try Invocation(words, environment: [:])
    let narrowing: Set<Flag> = [.readOnly, .toolsets, .allow, .block, .ask]
    if let other = invocation.flags.keys.first(where: { !narrowing.contains($0) }) {
      throw UsageError("\(other.rawValue) cannot be set for one token")
    }
    guard invocation.command is ServeCommand.Type, invocation.operands.isEmpty else {
      throw UsageError("a token takes flags only, with lists as --toolsets=alerts,users")
    }
    return invocation.settings.policy
  }
}
