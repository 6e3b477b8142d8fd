import Sealing

extension Token {
  /// A key that only programs with this token can make. It tells nothing about the token.
  /// - Parameter purpose: what the key is for; each purpose has another key.
  package func key(for purpose: String) -> [UInt8] {
    SHA256.authenticate(purpose.utf8, key: Array(value.utf8))
  }
}
