extension StringProtocol {
  /// The first characters (Unicode scalars), for messages and logs.
  ///
  /// `prefix` counts what a reader takes for one character. A letter with a million marks is one of those.
  package func beginning(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
  }
}
