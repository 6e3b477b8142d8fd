/// Texts that look like generated secrets and are none. They are made when the tests run, so that no scanner of secrets
/// finds them in the source.
enum MadeUp {
  static let hexDigits = "0123456789abcdef"
  static let small = "abcdefghijklmnopqrstuvwxyz"
  static let capitals = small.uppercased()
  static let alphanumeric = small + capitals + "0123456789"

  /// The same text for the same arguments. It has a digit and letters of both cases, where the alphabet has them.
  static func text(_ count: Int, of alphabet: String = alphanumeric, seed: UInt64 = 1) -> String {
    let letters = Array(alphabet)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)
    let body = (0..<count).map { _ -> Character in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return letters[Int(state >> 33) % letters.count]
    }
    return String(body)
  }

  static func hex(_ count: Int, seed: UInt64 = 1) -> String { text(count, of: hexDigits, seed: seed) }

  static func base64(_ count: Int, seed: UInt64 = 1) -> String { text(count, of: alphanumeric + "+/", seed: seed) }

  static var uuid: String { "\(hex(8))-\(hex(4))-4\(hex(3))-9\(hex(3, seed: 2))-\(hex(12))" }
}
