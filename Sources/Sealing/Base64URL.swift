import Foundation

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
