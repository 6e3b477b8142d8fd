package import JSON

/// The result of a request, before the era's own members are added.
package struct Reply: Sendable {
  /// How long, and for whom, a modern client may keep a list.
  package struct Caching: Sendable {
    let milliseconds: Int
    let scope: String

    /// The same for everyone, for as long as the process lives.
    package static let `public` = Caching(milliseconds: 3_600_000, scope: "public")
    /// Depends on the token or on the tenant's data.
    package static func `private`(seconds: Int) -> Caching { Caching(milliseconds: seconds * 1000, scope: "private") }
  }

  /// The JSON text of the result object.
  let body: [UInt8]
  let caching: Caching?
  let resultType: String

  package init(_ body: [UInt8], caching: Caching? = nil, resultType: String = "complete") {
    self.body = body
    self.caching = caching
    self.resultType = resultType
  }

  package init(_ body: JSON.Object, caching: Caching? = nil, resultType: String = "complete") {
    self.init(JSON.object(body).bytes, caching: caching, resultType: resultType)
  }
}
