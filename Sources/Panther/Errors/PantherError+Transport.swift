import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension PantherError {
  /// What URLSession says about a request that got no answer.
  ///
  /// - Parameter wasAnswering: whether an answer had begun, so that the request had certainly been sent.
  init(transport error: any Error, wasAnswering: Bool) {
    guard let error = error as? URLError else {
      self.init(.disconnected)
      return
    }
    let words = error.localizedDescription
    let kind: Kind =
      switch error.code {
      case .timedOut: .timedOut
      case _ where wasAnswering: .disconnected
      case _ where error.neverConnected: .unreachable
      case .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet, .badURL: .unreachable
      case let code where URLError.foreignAnswer.contains(code): .unreadable
      case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
        .serverCertificateHasBadDate, .serverCertificateNotYetValid, .clientCertificateRejected,
        .clientCertificateRequired:
        .tls
      // On Linux most failures have the code -1, and only curl's words tell them apart.
      case _ where words.contains("proxy"): .unreachable
      case _ where Self.isOfHandshake(words): .tls
      default: .disconnected
      }
    self.init(kind, message: kind == .timedOut ? nil : words)
  }

  /// Whether curl's words are about the TLS handshake. Reading and writing over TLS fail in similar words, but then the
  /// request may have been sent.
  private static func isOfHandshake(_ words: String) -> Bool {
    guard !["SSL_read", "SSL_write", "recv error", "send error"].contains(where: words.contains) else { return false }
    return ["certificate", "SSL", "TLS"].contains(where: words.contains)
  }
}

extension PantherError {
  /// The failure of an answer whose body ended before its announced length; nil for a whole one.
  init?(incomplete response: HTTPURLResponse?, _ body: [UInt8]) {
    guard let response else {
      self.init(.disconnected)
      return
    }
    // The length of a compressed body is not that of what URLSession hands out.
    guard response.value(forHTTPHeaderField: "Content-Encoding") == nil,
      let length = response.value(forHTTPHeaderField: "Content-Length").flatMap({ Int($0) }), body.count < length,
      (200..<300).contains(response.statusCode), response.statusCode != 204
    else { return nil }
    self.init(.disconnected, message: "the answer broke off after \(body.count) of \(length) bytes")
  }
}
