/// Which hosts may have the token when only the instance's page names them.
enum Trust {
  /// The same host, or over https one under the same registrable domain; loopback stays among itself.
  static func allows(_ api: InstanceURL, namedBy page: InstanceURL) -> Bool {
    if page.isLoopback { return api.isLoopback }
    if api.host == page.host { return api.scheme == "https" || page.scheme == "http" }
    guard api.scheme == "https", let domain = registrableDomain(page.host) else { return false }
    return api.host == domain || api.host.hasSuffix("." + domain)
  }

  /// The part of a name that one owner registers; nil for addresses and where anybody may register next to it.
  ///
  /// Without the public suffix list: a country's `co.uk` and the like count as one suffix, hosting providers as none.
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
