/// Which hosts may be sent the token when only the instance's page names them.
enum Trust {
  /// Whether an API may be sent the token: it is on the host of the page, or over https on a name under that host, as
  /// `api.acme.runpanther.net` is under `acme.runpanther.net`. A page on this machine may name only this machine.
  ///
  /// The names under a host belong to whoever has the host. A name beside it may be a stranger's, such as another
  /// customer's of the same hosting provider, and no list of providers is ever complete.
  static func allows(_ api: InstanceURL, namedBy page: InstanceURL) -> Bool {
    if page.isLoopback { return api.isLoopback }
    if api.host == page.host { return api.scheme == "https" || page.scheme == "http" }
    return api.scheme == "https" && api.host.hasSuffix("." + page.host)
  }
}
