/// A system that this program can be built for.
enum System: String {
  case linux = "Linux"
  case macOS

  /// The system that it was built for.
  static let current: System = {
    #if os(macOS)
      .macOS
    #else
      .linux
    #endif
  }()

  /// Where Claude Desktop keeps its configuration.
  ///
  /// - Parameter configuration: the folder where programs on Linux keep theirs.
  func claudeFolder(home: String, configuration: String) -> String {
    switch self {
    case .linux: "\(configuration)/Claude"
    case .macOS: "\(home)/Library/Application Support/Claude"
    }
  }
}
