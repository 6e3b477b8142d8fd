import Cleaning

extension Bench {
  /// How fast text is cleaned, in this process: logs, which are ASCII nearly always, and writing of other scripts.
  static let cleaningSpeed = Measure(name: "cleaning", isComparable: false) { _ in
    try samples.map { name, sample, least in
      let text = String(repeating: sample, count: 2_000_000 / sample.utf8.count)
      var sanitizer = Sanitizer(redacts: true)
      _ = sanitizer.clean(text)
      let rounds = 10
      let time = Stopwatch.started
      for _ in 0..<rounds { _ = sanitizer.clean(text) }
      let speed = Double(text.utf8.count * rounds) / 1e6 / time.seconds
      guard sanitizer.escaped == 0, sanitizer.redacted == 0 else { throw BenchmarkFailure("\(name) were changed") }
      return Figure("\(name) cleaned", least, "MB/s", speed)
    }
  }

  private static var samples: [(String, String, Figure.Budget)] {
    [
      (
        "events of logs",
        #"{"eventName":"ConsoleLogin","userAgent":"Mozilla/5.0 (X11; Linux x86_64)","sourceIPAddress":"203.0.113.7"} "#,
        .atLeast(200)
      ),
      ("Latin letters and signs", "Größere Änderungen – “naïve” café… € 5 ½ déjà vu ", .atLeast(100)),
      ("Russian and Greek", "Вход из новой страны. Είσοδος από νέα χώρα. ", .atLeast(100)),
      ("Arabic and Hebrew", "دخول من بلد جديد שָׁלוֹם עליכם ", .atLeast(50)),
      ("Hindi and Thai", "नये देश से लॉगिन การเข้าสู่ระบบจากประเทศใหม่ ", .atLeast(50)),
      ("Chinese, Japanese, Korean", "来自新国家的登录。新しい国からのログイン。새로운 국가에서 로그인 ", .atLeast(100)),
      ("emoji", "🔥 🚀 ✅ 👨\u{200D}👩\u{200D}👧 🏳\u{FE0F}\u{200D}🌈 🇩🇪 👍🏿 ", .atLeast(20)),
    ]
  }
}
