import Foundation
package import JSON

extension JSON {
  /// The value as a text that says to its reader: give it back as it is. URL-safe Base64.
  package var opaque: String {
    bytes.base64URL
  }

  /// Reads what `opaque` made.
  package init?(opaque text: String) {
    guard let bytes = [UInt8](base64URL: text), let value = try? JSON(parsing: bytes) else { return nil }
    self = value
  }
}

extension [UInt8] {
  package var base64URL: String {
    Data(self).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  package init?(base64URL text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
    guard let data = Data(base64Encoded: base64) else { return nil }
    self.init(data)
  }
}
