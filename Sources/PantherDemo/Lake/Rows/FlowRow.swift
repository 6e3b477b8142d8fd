/// The table of `AWS.VPCFlow`.
enum FlowRow {
  static let columns = [
    LakeColumn("account", "string", "Account", "aws_account_id"),
    LakeColumn("interfaceid", "string", "Network interface"),
    LakeColumn("srcaddr", "string", "Source address", "ip"),
    LakeColumn("dstaddr", "string", "Destination address", "ip"),
    LakeColumn("srcport", "int", "Source port"),
    LakeColumn("dstport", "int", "Destination port"),
    LakeColumn("protocol", "int", "IANA protocol number"),
    LakeColumn("packets", "int", "Packets"),
    LakeColumn("bytes", "bigint", "Bytes"),
    LakeColumn("start", "timestamp", "Start of the window"),
    LakeColumn("end", "timestamp", "End of the window"),
    LakeColumn("action", "string", "ACCEPT or REJECT"),
    LakeColumn("status", "string", "Status of logging"),
  ]

  static func values(_ activity: Activity, _ random: inout SeededRandom) -> [SQLValue] {
    let parts = activity.target.split(separator: ":").map(String.init)
    let packets = 4 + random.below(900)
    return [
      .text(Company.account), .text("eni-" + random.hex(17)), .text(activity.address), .text(parts.first ?? ""),
      .int(1024 + random.below(60_000)), .int(parts.last.flatMap { Int($0) } ?? 443), .int(6), .int(packets),
      .int(packets * (40 + random.below(1400))), .time(activity.time), .time(activity.time.adding(minutes: 1)),
      .text(activity.action), .text("OK"),
    ]
  }
}
