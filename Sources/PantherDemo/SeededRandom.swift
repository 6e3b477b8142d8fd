/// Random numbers that are the same for the same seed, on every platform and in every release (SplitMix64).
struct SeededRandom: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Makes a generator for one purpose, so that the numbers of one purpose do not depend on those of another.
  init(_ purpose: String) {
    // The seed is the FNV-1a hash of the purpose.
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

  /// Picks one item of a list, which must not be empty.
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

/// A UUID that is always the same for the same name.
func stableID(_ name: String) -> String {
  var random = SeededRandom(name)
  return random.uuid()
}
