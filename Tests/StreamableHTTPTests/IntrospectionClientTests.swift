import Foundation
import JSON
import StreamableHTTP
import Synchronization
import TestSupport
import Testing

@Suite(.fewAtOnce) struct IntrospectionClientTests {
  private static func client(
    status: Int = 200, _ answer: String,
    sent: @escaping @Sendable (String, [String: String], String) -> Void = { _, _, _ in }
  ) -> IntrospectionClient {
    IntrospectionClient(url: "https://login.acme.example/introspect", clientID: "mcp:panther", clientSecret: "s3cret%")
    {
      url, headers, body in
      let fields = Dictionary(headers.map { ($0.name, $0.value) }) { first, _ in first }
      sent(url, fields, String(decoding: body, as: UTF8.self))
      return (status, Array(answer.utf8))
    }
  }

  @Test func `a token is posted as a form, with the client's credentials`() async throws {
    let asked = Mutex(0)
    let client = Self.client(#"{"active":true}"#) { url, headers, body in
      asked.withLock { $0 += 1 }
      #expect(url == "https://login.acme.example/introspect")
      let credentials = Data("mcp%3Apanther:s3cret%25".utf8).base64EncodedString()
      #expect(headers["Authorization"] == "Basic \(credentials)")
      #expect(headers["Content-Type"] == "application/x-www-form-urlencoded")
      #expect(body == "token=a%2Fb%2Bc%3D%3D&token_type_hint=access_token")
    }
    #expect(try await client.claims(of: "a/b+c==") == ["active": true])
    #expect(asked.withLock { $0 } == 1)
  }

  @Test(arguments: [(500, "{}"), (401, #"{"active":true}"#), (200, "no JSON"), (200, "[]")])
  func `an answer without claims is a failure that shows no secret`(_ status: Int, _ answer: String) async {
    let failure = await #expect(throws: IntrospectionClient.Failure.self) {
      try await Self.client(status: status, answer).claims(of: "caller-token")
    }
    #expect(failure?.description == "the authorization server answered \(status) and no claims")
  }
}
