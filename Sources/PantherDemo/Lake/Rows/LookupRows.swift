/// The table of `panther_lookups`: addresses that are known to scan the Internet. The attacker's is among them.
enum LookupRows {
  static let scannerColumns = [
    LakeColumn("ip", "string", "Address"),
    LakeColumn("provider", "string", "Who runs the address"),
    LakeColumn("category", "string", "research, commercial or malicious"),
    LakeColumn("last_seen", "timestamp", "Time when it last scanned"),
  ]

  static func scanners(until now: Instant) -> [[SQLValue]] {
    known.enumerated().map { number, scanner in
      [
        .text(scanner.address), .text(scanner.provider), .text(scanner.category),
        .time(now.adding(minutes: -200 - number * 395)),
      ]
    }
  }

  private static let known: [(address: String, provider: String, category: String)] = [
    (Company.attacker.address, "Glacier VPS", "malicious"), ("203.0.113.7", "Glacier VPS", "malicious"),
    ("203.0.113.19", "Openport Survey", "research"), ("203.0.113.20", "Openport Survey", "research"),
    ("203.0.113.88", "Baltic Cloud", "malicious"), ("203.0.113.121", "Perimeter Watch", "commercial"),
    ("203.0.113.122", "Perimeter Watch", "commercial"), ("198.51.100.77", "Harborview University", "research"),
    ("198.51.100.140", "Nightjar Proxies", "malicious"), ("198.51.100.201", "Perimeter Watch", "commercial"),
  ]
}
