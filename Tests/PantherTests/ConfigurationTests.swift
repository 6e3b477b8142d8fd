import Foundation
import JSON
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct ConfigurationTests {
  static let token = "tok-3f1c9e27"

  /// The endpoints when the instance's page does not answer.
  func endpoints(_ variables: [String: String]) async throws -> Endpoints {
    let transport = StubTransport { _, _ in throw PantherError(.unreachable) }
    let environment = variables.merging(["PANTHER_API_TOKEN": Self.token]) { $1 }
    let configuration = Configuration(environment: environment, demo: false)
    return try await PantherClient(configuration, transport: transport, userAgent: "test").endpoints()
  }

  /// The error for variables that are wrong; nil when they are right.
  func complaint(_ variables: [String: String]) -> String? {
    do {
      _ = try Configuration(environment: variables, demo: false).instance()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("https://acme.runpanther.net", "https://api.acme.runpanther.net"),
    ("https://acme.runpanther.net/", "https://api.acme.runpanther.net"),
    (" 'HTTPS://Acme.runpanther.net///' ", "https://api.acme.runpanther.net"),
    ("acme.runpanther.net", "https://api.acme.runpanther.net"),
    ("https://api.acme.runpanther.net", "https://api.acme.runpanther.net"),
    ("https://api.acme.runpanther.net/public/graphql", "https://api.acme.runpanther.net"),
    ("https://api.acme.runpanther.net/public/graphql/", "https://api.acme.runpanther.net"),
    ("https://panther.corp.com", "https://panther.corp.com"),
    ("https://panther.corp.com:8443/x/?a=b#c", "https://panther.corp.com:8443/x"),
    ("https://a.execute-api.us-west-2.amazonaws.com/v1", "https://a.execute-api.us-west-2.amazonaws.com/v1"),
    (
      "https://a.execute-api.us-west-2.amazonaws.com/v1/public/graphql",
      "https://a.execute-api.us-west-2.amazonaws.com/v1"
    ),
    ("http://127.0.0.1:18080/", "http://127.0.0.1:18080"),
    ("localhost:18080", "http://localhost:18080"),
    ("http://[::1]:18080", "http://[::1]:18080"),
  ])
  func `an instance URL leads to its APIs`(url: String, rest: String) async throws {
    let found = try await endpoints(["PANTHER_INSTANCE_URL": url])
    #expect(found.rest == rest)
    #expect(found.graphQL == rest + "/public/graphql")
  }

  @Test func `the variables for the APIs win`() async throws {
    let rest = "https://r.example.com/v1/"
    let graphQL = "https://g.example.com/v1/public/graphql"
    var found = try await endpoints(["PANTHER_INSTANCE_URL": "https://a.example.com", "PANTHER_REST_API_URL": rest])
    #expect([found.rest, found.graphQL] == ["https://r.example.com/v1", "https://r.example.com/v1/public/graphql"])
    found = try await endpoints(["PANTHER_GQL_API_URL": graphQL])
    #expect([found.rest, found.graphQL] == ["https://g.example.com/v1", graphQL])
    found = try await endpoints(["PANTHER_REST_API_URL": rest, "PANTHER_GQL_API_URL": graphQL])
    #expect([found.rest, found.graphQL] == ["https://r.example.com/v1", graphQL])
  }

  static let placeholders = [
    "${PANTHER}", "$PANTHER", "{{panther}}", "%PANTHER%", "<your-token>", "${user_config.panther}", "", "  ", "\"\"",
    "YOUR-API-KEY",
  ]
  @Test(arguments: placeholders) func `a blank or a placeholder is named`(value: String) throws {
    for (name, other) in [
      ("PANTHER_INSTANCE_URL", ["PANTHER_API_TOKEN": Self.token]),
      ("PANTHER_API_TOKEN", ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"]),
    ] {
      let text = try #require(complaint(other.merging([name: value]) { $1 }))
      #expect(text.hasPrefix(name) && text.contains("Set it to"))
    }
  }

  @Test(arguments: [
    "acme", "not a url", "ftp://acme.runpanther.net", "https://", "https://user:pw@acme.runpanther.net",
    "https://a b.com",
  ])
  func `a text that is not an instance URL is refused`(url: String) throws {
    let text = try #require(complaint(["PANTHER_INSTANCE_URL": url, "PANTHER_API_TOKEN": Self.token]))
    #expect(text.hasPrefix("PANTHER_INSTANCE_URL is not the URL"))
    #expect(!text.contains("pw"))
  }

  @Test func `nothing set says what to set`() throws {
    #expect(try #require(complaint([:])).contains("PANTHER_INSTANCE_URL is not set"))
    let text = try #require(complaint(["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"]))
    #expect(text.contains("PANTHER_API_TOKEN is not set") && text.contains("PANTHER_API_TOKEN_FILE"))
  }

  @Test(arguments: ["PANTHER_INSTANCE_URL", "PANTHER_REST_API_URL", "PANTHER_GQL_API_URL"])
  func `plain http to another machine has to be allowed`(name: String) throws {
    var variables = [name: "http://panther.corp.com/public/graphql", "PANTHER_API_TOKEN": Self.token]
    #expect(try #require(complaint(variables)).contains("PANTHER_ALLOW_INSECURE_INSTANCE=true"))
    for yes in ["true", "1", "YES", "on", "enabled"] {
      variables["PANTHER_ALLOW_INSECURE_INSTANCE"] = yes
      #expect(complaint(variables) == nil)
    }
    for no in ["false", "0", "no", ""] {
      variables["PANTHER_ALLOW_INSECURE_INSTANCE"] = no
      #expect(complaint(variables) != nil)
    }
    variables["PANTHER_ALLOW_INSECURE_INSTANCE"] = "maybe"
    #expect(try #require(complaint(variables)).hasPrefix("PANTHER_ALLOW_INSECURE_INSTANCE is neither"))
  }

  @Test(arguments: ["a b", "a\tb", "a\nb", "a\u{7f}b", "a\u{0}b", "토큰"]) func `a token is one word`(token: String)
    throws
  {
    let text = try #require(complaint(["PANTHER_INSTANCE_URL": "acme.runpanther.net", "PANTHER_API_TOKEN": token]))
    #expect(text.hasPrefix("PANTHER_API_TOKEN has"))
    #expect(!text.contains(token))
  }

  @Test func `a token comes from a file, unless the variable is set`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID().uuidString)")
    try Data(" \"from-file\"\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var variables = ["PANTHER_REST_API_URL": "https://api.acme.runpanther.net", "PANTHER_API_TOKEN_FILE": file.path()]
    #expect(try await key(variables) == "from-file")
    variables["PANTHER_API_TOKEN"] = " '\(Self.token)'\n"
    #expect(try await key(variables) == Self.token)
    variables["PANTHER_API_TOKEN"] = nil
    try Data("\n".utf8).write(to: file)
    #expect(try #require(complaint(variables)).contains("without a token"))
  }

  @Test(arguments: ["/nonexistent/token", "/tmp", token, "aGVsbG8/d29ybGQ+dG9rZW4="])
  func `what stands in place of a token file is not shown, because it may be the token`(text: String) throws {
    let variables = ["PANTHER_REST_API_URL": "https://api.acme.runpanther.net", "PANTHER_API_TOKEN_FILE": text]
    let complaint = try #require(self.complaint(variables))
    #expect(complaint.hasPrefix("the file that PANTHER_API_TOKEN_FILE names cannot be read"))
    #expect(!complaint.contains(text))
  }

  private func key(_ variables: [String: String]) async throws -> String? {
    let transport = StubTransport(.init(json: ["id": 1]))
    let configuration = Configuration(environment: variables, demo: false)
    _ = try await PantherClient(configuration, transport: transport, userAgent: "test").get("/alerts")
    return transport.requests.first?.header("X-API-Key")
  }

  @Test func `a wrong configuration is a failure of the call`() async throws {
    let client = PantherClient(
      Configuration(environment: [:], demo: false), transport: StubTransport(.init(json: ["id": 1])), userAgent: "test")
    let error = try await failure { try await client.get("/alerts") }
    #expect(error?.kind == .configuration)
    #expect(error?.description.hasPrefix("PANTHER_INSTANCE_URL is not set. ") == true)
  }

  @Test func `the demo needs no variables`() async throws {
    for configuration in [
      Configuration(environment: [:], demo: true),
      Configuration(environment: ["PANTHER_INSTANCE_URL": " Demo "], demo: false),
    ] {
      #expect(configuration.isDemo)
      let transport = StubTransport(.init(json: ["id": 1]))
      _ = try await PantherClient(configuration, transport: transport, userAgent: "test").get("/alerts")
      #expect(transport.requests.map(\.url) == ["https://demo.invalid/alerts"])
    }
  }

  @Test func `printing or reflecting never shows the token`() throws {
    let variables = ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net", "PANTHER_API_TOKEN": Self.token]
    let configuration = Configuration(environment: variables, demo: false)
    let client = PantherClient(configuration, transport: StubTransport(.init(json: ["id": 1])), userAgent: "test")
    let values: [Any] = [configuration, try configuration.instance(), try configuration.instance().token, client]
    for value in values {
      var dumped = ""
      dump(value, to: &dumped)
      for text in [dumped, String(describing: value), String(reflecting: value)] {
        #expect(!text.contains(Self.token))
      }
    }
  }
}
