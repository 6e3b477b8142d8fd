import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension PantherError {
  /// What URLSession says of a request without an answer.
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
      case .cannotFindHost, .dnsLookupFailed, .cannotConnectToHost, .notConnectedToInternet, .badURL:
        .unreachable
      // What Linux says of an answer that is not HTTP; the scheme was checked long before.
      case .unsupportedURL: .unreadable
      case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
        .serverCertificateHasBadDate, .serverCertificateNotYetValid, .clientCertificateRejected,
        .clientCertificateRequired:
        .tls
      // On Linux most failures are of code -1, and only curl's words tell them apart.
      case _ where words.contains("proxy"): .unreachable
      case _ where Self.isOfHandshake(words): .tls
      default: .disconnected
      }
    self.init(kind, message: kind == .timedOut ? nil : words)
  }

  /// Reading and writing over TLS fail in like words, but then the request may have been sent.
  private static func isOfHandshake(_ words: String) -> Bool {
    guard !["SSL_read", "SSL_write", "recv error", "send error"].contains(where: words.contains) else { return false }
    return ["certificate", "SSL", "TLS"].contains(where: words.contains)
  }
}

extension PantherError {
  /// A body that ended before its length; nil for a whole one.
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
