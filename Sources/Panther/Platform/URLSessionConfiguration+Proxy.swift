import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

#if canImport(Darwin)
  import Network

  extension URLSessionConfiguration {
    /// Sends requests through the proxy that variables name. Where they name none, the system's settings count.
    func readProxyVariables() {
      guard let proxy = ProxyVariables(ProcessInfo.processInfo.environment),
        let port = NWEndpoint.Port(rawValue: proxy.port)
      else { return }
      let endpoint = NWEndpoint.hostPort(host: NWEndpoint.Host(proxy.host), port: port)
      var configuration =
        switch proxy.kind {
        case .http: ProxyConfiguration(httpCONNECTProxy: endpoint)
        case .https: ProxyConfiguration(httpCONNECTProxy: endpoint, tlsOptions: NWProtocolTLS.Options())
        case .socks: ProxyConfiguration(socksv5Proxy: endpoint)
        }
      configuration.excludedDomains = proxy.exceptions
      if let user = proxy.user { configuration.applyCredential(username: user, password: proxy.password) }
      proxyConfigurations = [configuration]
    }
  }
#else
  extension URLSessionConfiguration {
    /// Does nothing: libcurl reads the variables by itself.
    func readProxyVariables() {}
  }
#endif
