import JSON

/// Random numbers that depend only on a seed.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int.random(in: 0..<bound, using: &self) }

  /// Returns true with a chance of one in so many.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }

  mutating func pick<Item>(_ items: [Item], or other: Item) -> Item { items.randomElement(using: &self) ?? other }

  mutating func pick(_ items: [String]) -> String { pick(items, or: "") }
}
