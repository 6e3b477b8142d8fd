package import JSON

/// The result of a request, before the members that the era adds.
package struct Reply: Sendable {
  /// How long, and for whom, a modern client may keep a result (MCP 2026-07-28, Caching).
  package struct Caching: Sendable {
    let milliseconds: Int
    let scope: String

    /// For a result that is the same for everyone, as long as the process lives.
    package static let `public` = Caching(milliseconds: 3_600_000, scope: "public")
    /// For a result that depends on the token or on the data of the instance.
    package static func `private`(seconds: Int) -> Caching { Caching(milliseconds: seconds * 1000, scope: "private") }
  }

  /// The JSON text of the result object.
  let body: [UInt8]
  let caching: Caching?
  let resultType: String

  /// A result that is written already.
  package init(_ body: [UInt8], caching: Caching? = nil, resultType: String = "complete") {
    self.body = body
    self.caching = caching
    self.resultType = resultType
  }

  /// A result.
  package init(_ body: JSON.Object, caching: Caching? = nil, resultType: String = "complete") {
    self.init(JSON.object(body).bytes, caching: caching, resultType: resultType)
  }
}
