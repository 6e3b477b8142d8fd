/// Which hosts may be sent the token when only the instance's page names them.
enum Trust {
  /// Whether an API may be sent the token: it is on the host of the page, or over https under the same registrable
  /// domain. A page on this machine may name only this machine.
  static func allows(_ api: InstanceURL, namedBy page: InstanceURL) -> Bool {
    if page.isLoopback { return api.isLoopback }
    if api.host == page.host { return api.scheme == "https" || page.scheme == "http" }
    guard api.scheme == "https", let domain = registrableDomain(page.host) else { return false }
    return api.host == domain || api.host.hasSuffix("." + domain)
  }

  /// The part of a host name that one owner registers, such as `corp.com`; nil for an address, and for a host under a
  /// name where anybody may register another.
  ///
  /// This does without the public suffix list: suffixes such as `co.uk` are recognized by their length, and the names
  /// of hosting providers are listed below.
  static func registrableDomain(_ host: String) -> String? {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, !labels.contains(""), !host.hasPrefix("["), labels.last?.first?.isLetter == true,
      !sharedSuffixes.contains(where: { host == $0 || host.hasSuffix("." + $0) })
    else { return nil }
    let isCountrySuffix = labels[labels.count - 1].count == 2 && labels[labels.count - 2].count <= 3
    let length = isCountrySuffix ? 3 : 2
    return labels.count < length ? nil : labels.suffix(length).joined(separator: ".")
  }

  private static let sharedSuffixes = [
    "amazonaws.com", "cloudfront.net", "awsglobalaccelerator.com", "azurewebsites.net", "azure-api.net", "azurefd.net",
    "run.app", "appspot.com", "cloudfunctions.net", "web.app", "github.io", "gitlab.io", "herokuapp.com",
    "netlify.app", "vercel.app", "pages.dev", "workers.dev", "ngrok.io", "ngrok.app", "ngrok-free.app",
    "trycloudflare.com", "onrender.com", "fly.dev",
  ]
}
