import Foundation
package import JSON
import WebAddresses

/// Asks an authorization server about tokens (RFC 7662).
package struct IntrospectionClient: Sendable {
  /// Posts a body with header fields to a URL, and returns the status and the body of the answer.
  package typealias Post =
    @Sendable (_ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]) async throws -> (
      status: Int, body: [UInt8]
    )

  /// The authorization server gave no claims. The description says why, without any secret.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason in words.
    package let description: String
  }

  private let url: String
  private let credentials: String
  private let post: Post

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - url: the introspection endpoint.
  ///   - clientID: the name by which this server is known there.
  ///   - clientSecret: the secret for that name.
  ///   - post: sends the requests.
  package init(url: String, clientID: String, clientSecret: String, post: @escaping Post) {
    self.url = url
    // RFC 6749, 2.3.1 wants both form-encoded before they are joined.
    credentials = Data("\(clientID.percentEncoded):\(clientSecret.percentEncoded)".utf8).base64EncodedString()
    self.post = post
  }

  /// The claims of a token.
  ///
  /// - Throws: `Failure` when there is no answer, or one without claims.
  package func claims(of token: String) async throws -> JSON {
    let answer: (status: Int, body: [UInt8])
    do {
      answer = try await post(
        url,
        [
          ("Authorization", "Basic \(credentials)"), ("Accept", "application/json"),
          ("Content-Type", "application/x-www-form-urlencoded"),
        ], Array("token=\(token.percentEncoded)&token_type_hint=access_token".utf8))
    } catch {
      throw Failure(description: "the authorization server does not answer")
    }
    guard answer.status == 200, let claims = try? JSON(losslesslyParsing: answer.body), claims.object != nil else {
      throw Failure(description: "the authorization server answered \(answer.status) and no claims")
    }
    return claims
  }
}
