import Foundation
package import JSON

extension JSON {
  /// The compact text of the value in URL-safe Base64, for a client to give back as it is.
  package var opaque: String {
    bytes.base64URL
  }

  /// Reads a text that `opaque` made; nil for any other text.
  package init?(opaque text: String) {
    guard let bytes = [UInt8](base64URL: text), let value = try? JSON(parsing: bytes) else { return nil }
    self = value
  }
}

extension [UInt8] {
  /// The bytes in Base64 with the URL-safe alphabet and without padding (RFC 4648, 5).
  package var base64URL: String {
    Data(self).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Reads URL-safe Base64, with or without padding; nil for any other text.
  package init?(base64URL text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
    guard let data = Data(base64Encoded: base64) else { return nil }
    self.init(data)
  }
}
