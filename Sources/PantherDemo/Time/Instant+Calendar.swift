extension Instant {
  struct Civil {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
  }

  var civil: Civil {
    let days = Self.floorDivide(milliseconds, 86_400_000)
    let rest = milliseconds - days * 86_400_000
    // The Gregorian calendar repeats every 400 years, here called an era. Years start in March, so that the leap day
    // is the last day of a year.
    let shifted = days + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
      second: rest / 1000 % 60, millisecond: rest % 1000)
  }

  /// The day of the week, where 0 is Sunday.
  var weekday: Int {
    let days = Self.floorDivide(milliseconds, 86_400_000) + 4
    return days - Self.floorDivide(days, 7) * 7
  }

  /// Makes an instant from a date and a time; nil for a date that the calendar does not have.
  init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second), day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    let seconds = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    self.init(milliseconds: seconds * 1000 + millisecond)
  }

  /// The same day of another month, or the last day of that month when it is shorter.
  func adding(months: Int) -> Instant {
    let civil = self.civil
    let (index, overflow) = (civil.year * 12 + civil.month - 1).addingReportingOverflow(months)
    guard !overflow else { return Instant(milliseconds: months < 0 ? .min : .max) }
    let year = Self.floorDivide(index, 12)
    guard (1...9999).contains(year) else { return Instant(milliseconds: year < 1 ? .min : .max) }
    let month = index - year * 12 + 1
    let day = min(civil.day, Self.days(inMonth: month, of: year))
    let timeOfDay = milliseconds - Self.floorDivide(milliseconds, 86_400_000) * 86_400_000
    return Instant(milliseconds: Self.days(year, month, day) * 86_400_000 + timeOfDay)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
