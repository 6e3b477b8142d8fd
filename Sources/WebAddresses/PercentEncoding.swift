import Foundation

extension String {
  /// The text with every byte but the unreserved ones as `%XX` (RFC 3986, 2.3), for one segment of a path, one value of
  /// a query, or one value of a form.
  package var percentEncoded: String {
    // It is nil only for text that cannot be written as UTF-16, and every Swift string can.
    addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }
}

private let unreserved = CharacterSet(
  charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
