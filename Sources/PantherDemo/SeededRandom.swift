/// SplitMix64: the same seed gives the same numbers on every platform and in every release.
struct SplitMix: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A generator for one purpose, so that what one area draws does not shift what another one gets.
  init(_ purpose: String) {
    // FNV-1a
    state = purpose.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int {
    bound <= 0 ? 0 : Int(next() % UInt64(bound))
  }

  /// One of a list that has at least one item.
  mutating func pick<Item>(_ items: [Item]) -> Item {
    items[below(items.count)]
  }

  mutating func hex(_ count: Int) -> String {
    var text = ""
    while text.utf8.count < count {
      let digits = String(next(), radix: 16)
      text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return String(text.prefix(count))
  }

  mutating func uuid() -> String {
    let hex = Array(hex(32))
    let variant = ["8", "9", "a", "b"][below(4)]
    return String(hex[0..<8]) + "-" + String(hex[8..<12]) + "-4" + String(hex[13..<16]) + "-" + variant
      + String(hex[17..<20]) + "-" + String(hex[20..<32])
  }
}

/// A UUID that is always the same for one name.
func stableID(_ name: String) -> String {
  var random = SplitMix(name)
  return random.uuid()
}
