/// The scalar functions that choose, round and convert values, such as COALESCE and TO_NUMBER.
enum SQLValueFunction {
  static var all: [SQLFunction.Row] {
    [
      (["coalesce"], 1...50, { $0.first { !$0.isNull } ?? .null }),
      (["nvl", "ifnull"], 2...2, { $0[0].isNull ? $0[1] : $0[0] }),
      (["nvl2"], 3...3, { $0[0].isNull ? $0[2] : $0[1] }),
      (["zeroifnull"], 1...1, { $0[0].isNull ? .int(0) : $0[0] }),
      (["nullif"], 2...2, { try SQLArithmetic.compare($0[0], $0[1]) == 0 ? .null : $0[0] }),
      (["iff"], 3...3, { try $0[0].truth() == true ? $0[1] : $0[2] }),
      (["greatest"], 1...50, { try SQLArithmetic.extreme($0) { $0 > 0 } }),
      (["least"], 1...50, { try SQLArithmetic.extreme($0) { $0 < 0 } }),
      (["abs"], 1...1, { try $0[0].isNull || $0[0].asDouble() >= 0 ? $0[0] : SQLArithmetic.negate($0[0]) }),
      (["round"], 1...2, { try round($0[0], places: $0.count == 2 ? SQLFunction.clamped($0[1]) : 0) }),
      (["floor"], 1...1, { $0[0].isNull ? .null : SQLArithmetic.whole(try $0[0].asDouble().rounded(.down)) }),
      (["ceil", "ceiling"], 1...1, { $0[0].isNull ? .null : SQLArithmetic.whole(try $0[0].asDouble().rounded(.up)) }),
      (
        ["to_varchar", "to_char"], 1...2,
        { try $0.count == 1 ? $0[0].cast(to: .text, isTry: false) : SQLTimeFormat.text(of: $0[0], as: $0[1]) }
      ),
      (["to_number", "to_decimal"], 1...1, { try $0[0].cast(to: .int, isTry: false) }),
      (["try_to_number"], 1...1, { try $0[0].cast(to: .int, isTry: true) }),
      (["to_double"], 1...1, { try $0[0].cast(to: .real, isTry: false) }),
      (["to_boolean"], 1...1, { try $0[0].cast(to: .bool, isTry: false) }),
      (["to_variant"], 1...1, { $0[0] }),
      (["typeof"], 1...1, { $0[0].isNull ? .null : .text($0[0].type) }),
    ]
  }

  private static func round(_ value: SQLValue, places: Int) throws -> SQLValue {
    guard !value.isNull else { return .null }
    if case .int = value, places >= 0 { return value }
    let number = try value.asDouble()
    guard (-15...15).contains(places) else { return .real(number) }
    let scale = (0..<abs(places)).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = places >= 0 ? (number * scale).rounded() / scale : (number / scale).rounded() * scale
    return places <= 0 ? SQLArithmetic.whole(rounded) : .real(rounded)
  }
}
