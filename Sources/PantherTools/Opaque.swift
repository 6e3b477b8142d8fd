import Foundation
import Wire

extension JSON {
  /// The value as a text that says to its reader: give it back as it is. URL-safe Base64.
  var opaque: String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Reads what `opaque` made.
  init?(opaque text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
    guard let data = Data(base64Encoded: base64), let value = try? JSON(parsing: data) else { return nil }
    self = value
  }
}
