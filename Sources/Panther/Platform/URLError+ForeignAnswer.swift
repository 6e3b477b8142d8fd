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
}
