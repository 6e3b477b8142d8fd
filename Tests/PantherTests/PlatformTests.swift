import Foundation
import TestSupport
import Testing

@testable import Panther

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What is only used on one system, as far as it can be tested on every one.
@Suite(.fewAtOnce) struct PlatformTests {
  @Test func `an answer that is not HTTP is unreadable`() {
    for code in URLError.foreignAnswer {
      let error = PantherError(transport: URLError(code), wasAnswering: false)
      #expect(error.kind == .unreadable)
      #expect(error.description.contains("is a proxy or login page in between?"))
    }
    #expect(URLError.foreignAnswerOnAppleSystems == [.cannotParseResponse, .badServerResponse])
    #expect([URLError.foreignAnswerOnAppleSystems, URLError.foreignAnswerOnLinux].contains(URLError.foreignAnswer))
  }

  @Test(arguments: [URLError.Code.networkConnectionLost, .cannotParseResponse, .badServerResponse])
  func `what breaks within an answer is a lost connection`(_ code: URLError.Code) {
    #expect(PantherError(transport: URLError(code), wasAnswering: true).kind == .disconnected)
  }

  /// Words of several releases of curl, on Linux.
  @Test(arguments: [
    ("Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server", true),
    ("Failed to connect to localhost port 1 after 0 ms: Could not connect to server", true),
    ("Failed to connect to localhost port 1: Connection refused", true), ("Empty reply from server", false),
    ("Recv failure: Connection reset by peer", false), ("TLS connect error: error:0A00010B:SSL routines", false),
  ])
  func `nothing was sent only where no address was connected to`(_ words: String, _ isSo: Bool) {
    #expect(URLError.tellOfNoConnectionOnLinux(words) == isSo)
    let error = URLError(.cannotConnectToHost, userInfo: [NSLocalizedDescriptionKey: words])
    let kind = PantherError(transport: error, wasAnswering: false).kind
    if isSo { #expect(kind == .unreachable) }
    if URLError.foreignAnswer == URLError.foreignAnswerOnLinux { #expect((kind == .unreachable) == isSo) }
  }

  private func proxy(_ variables: [String: String]) throws -> ProxyVariables { try #require(ProxyVariables(variables)) }

  @Test func `a proxy is read with its credentials`() throws {
    let found = try proxy(["HTTPS_PROXY": "http://dana:p%40ss@proxy.acme.example:3128/"])
    #expect(found.kind == .http)
    #expect(found.host == "proxy.acme.example")
    #expect(found.port == 3128)
    #expect(found.user == "dana")
    #expect(found.password == "p@ss")
    #expect(found.exceptions == ["localhost", "127.0.0.1", "::1"])
  }

  @Test(arguments: [
    ("proxy.acme.example:3128", ProxyVariables.Kind.http, 3128), ("http://proxy.acme.example", .http, 1080),
    ("https://proxy.acme.example", .https, 443), ("socks5h://proxy.acme.example:1081", .socks, 1081),
    ("HTTP://proxy.acme.example:80", .http, 80),
  ])
  func `a proxy may be written in several forms`(_ text: String, _ kind: ProxyVariables.Kind, _ port: Int) throws {
    let found = try proxy(["https_proxy": text])
    #expect(found.kind == kind)
    #expect(found.host == "proxy.acme.example")
    #expect(found.port == UInt16(port))
    #expect(found.user == nil)
  }

  @Test func `names in lower case come first, and those for https before those for everything`() throws {
    var variables = ["ALL_PROXY": "all.example:1"]
    #expect(try proxy(variables).host == "all.example")
    variables["HTTPS_PROXY"] = "upper.example:1"
    #expect(try proxy(variables).host == "upper.example")
    variables["https_proxy"] = "lower.example:1"
    #expect(try proxy(variables).host == "lower.example")
  }

  @Test func `exceptions are domains, and this machine always is one`() throws {
    let found = try proxy(["https_proxy": "p:1", "NO_PROXY": ".acme.example, 10.0.0.1,other.example"])
    #expect(found.exceptions.suffix(3) == ["acme.example", "10.0.0.1", "other.example"])
    #expect(found.exceptions.contains("localhost"))
  }

  @Test(arguments: [
    [:], ["https_proxy": ""], ["http_proxy": "p:1"], ["https_proxy": "ftp://p:1"], ["https_proxy": "http://"],
    ["https_proxy": "p:1", "no_proxy": "*"], ["https_proxy": "not a url"],
  ])
  func `there may be no proxy`(_ variables: [String: String]) {
    #expect(ProxyVariables(variables) == nil)
  }
}
