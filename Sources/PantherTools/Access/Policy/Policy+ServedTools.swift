package import Logging
import MCP
package import Panther

extension Policy {
  /// Names the tools that the API token has enough permissions for.
  ///
  /// - Parameter patience: how long to wait for Panther.
  /// - Returns: nil, with a warning in the log, when the permissions cannot be read in time.
  package func served(by panther: PantherClient, _ log: Log, patience: Duration = .seconds(2)) async -> Set<String>? {
    do {
      let held = try await Self.permissions(of: panther, within: patience)
      return Set(tools.filter { $0.permissions.isSatisfied(by: held) }.map(\.tool.name))
    } catch {
      log.warning("the token's permissions could not be read, so every tool is listed: \(error)")
      return nil
    }
  }

  private static func permissions(of panther: PantherClient, within patience: Duration) async throws -> [String] {
    var panther = panther
    panther.deadline = .now + patience
    let hurried = panther
    // The client's deadline does not cover the search for the API's address, which comes before the first request.
    return try await withThrowingTaskGroup { group in
      group.addTask { () throws -> [String] in
        guard let held = try await APIToken.read(from: hurried).permissions else {
          throw ToolFailure("the answer names none")
        }
        return held
      }
      group.addTask {
        try await Task.sleep(for: patience)
        throw ToolFailure("no answer within \(patience)")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }
}
