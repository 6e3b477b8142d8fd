import TestSupport
import Testing
import WebAddresses

@Suite(.fewAtOnce) struct WebAddressesTests {
  @Test(arguments: [
    ("", ""), ("aZ09-._~", "aZ09-._~"), ("a b/c?d=e&f+g%h", "a%20b%2Fc%3Fd%3De%26f%2Bg%25h"),
    ("é🦊", "%C3%A9%F0%9F%A6%8A"),
    ("\u{0}\r\n\u{7F}", "%00%0D%0A%7F"),
    ("'()*!@#$[]{}|\\^`\"<>,;:", "%27%28%29%2A%21%40%23%24%5B%5D%7B%7D%7C%5C%5E%60%22%3C%3E%2C%3B%3A"),
  ])
  func `only unreserved bytes stand as they are`(_ text: String, _ encoded: String) {
    #expect(text.percentEncoded == encoded)
  }

  @Test(arguments: ["localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.255.0.3", "::1", "[::1]"])
  func `these hosts are this machine`(_ host: String) {
    #expect(Loopback.contains(host))
  }

  @Test(arguments: [
    "", "localhost.example", "127.0.0.1.example", "127.0.0", "127.0.0.256", "128.0.0.1", "0.0.0.0", "::", "::2",
    "notlocalhost", "10.0.0.1",
  ])
  func `these hosts are others`(_ host: String) {
    #expect(!Loopback.contains(host))
  }
}
