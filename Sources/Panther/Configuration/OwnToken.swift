import Synchronization

/// The API token of one caller, who calls Panther with it instead of with this server's. It can be replaced by a newer
/// one while calls run: their next request takes that one.
package final class OwnToken: Sendable {
  private let token: Mutex<Token>

  /// Begins with a token.
  package init(_ token: Token) {
    self.token = Mutex(token)
  }

  /// The token as it is now.
  var current: Token { token.withLock(\.self) }

  /// Replaces the token.
  package func replace(with newer: Token) {
    token.withLock { $0 = newer }
  }
}
