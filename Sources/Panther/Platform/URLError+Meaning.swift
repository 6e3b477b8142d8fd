import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension URLError {
  /// What URLSession says when something answers that does not speak HTTP.
  static var foreignAnswer: Set<Code> {
    #if canImport(Darwin)
      foreignAnswerOnAppleSystems
    #else
      foreignAnswerOnLinux
    #endif
  }

  static let foreignAnswerOnAppleSystems: Set<Code> = [.cannotParseResponse, .badServerResponse]
  /// The scheme of the URL was checked long before. `.badServerResponse` is a closed connection on Linux.
  static let foreignAnswerOnLinux: Set<Code> = [.unsupportedURL]

  /// Whether no address of the host could be connected to, so that certainly nothing was sent.
  var neverConnected: Bool {
    #if canImport(Darwin)
      code == .cannotConnectToHost
    #else
      code == .cannotConnectToHost && Self.tellOfNoConnectionOnLinux(localizedDescription)
    #endif
  }

  /// Whether curl's words are about connecting. Once an address has refused, URLSession on Linux has the code
  /// `.cannotConnectToHost` for whatever goes wrong later, also when another address was connected to and got the
  /// whole request.
  static func tellOfNoConnectionOnLinux(_ words: String) -> Bool { words.contains("connect to ") }
}
