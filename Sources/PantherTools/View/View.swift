package import JSON
package import MCP

/// The page that draws answers inside a conversation, in clients that support MCP Apps.
///
/// It is the same for everybody and has no data: a client shows it in a frame and hands it the answer of a tool, whose
/// member `chart` says what to draw. Its files are in the program as they are in `Page`, and become one page when it is
/// asked for.
package enum View {
  /// The address that tools name.
  static let uri = "ui://panther/view.html"

  /// What a server declares, whatever a client says of itself: some that draw do not say so.
  package static let extensions: JSON.Object = ["io.modelcontextprotocol/ui": [:]]

  /// Nothing may be loaded: not even the frame's own origin is asked.
  private static let options: JSON.Object = [
    "csp": ["connectDomains": [], "resourceDomains": []], "prefersBorder": true,
  ]

  /// The page as a resource.
  package static func resource(version: String) -> Resource {
    Resource(
      view: uri, name: "view", title: "Charts",
      summary: "The page that draws answers as bars, lines and time lines.", options: options
    ) { page(version: version) }
  }

  /// The whole page.
  package static func page(version: String) -> String {
    lines(PackageResources.view_html).replacing("/* style */\n", with: style)
      .replacing("/* script */\n", with: tight(script.map(lines).joined(), at: [" => ", " === "])).replacing(
        "{version}", with: version)
  }

  private static var style: String {
    tight(lines(PackageResources.view_css), at: [": ", "; ", ", ", " {", "{\n", ";\n", " }"])
  }

  /// A text without the spaces of these signs, which are for its readers only.
  private static func tight(_ text: String, at signs: [String]) -> String {
    signs.reduce(text) { $0.replacing($1, with: $1.filter { !$0.isWhitespace }) }
  }

  /// The parts of the script, in the order in which they need each other.
  private static var script: [[UInt8]] {
    [
      PackageResources.host_js, PackageResources.answer_js, PackageResources.marks_js, PackageResources.charts_js,
      PackageResources.pictures_js, PackageResources.table_js, PackageResources.view_js,
    ]
  }

  /// The lines of a file without indentation and comments, which are for its readers only.
  private static func lines(_ bytes: [UInt8]) -> String {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self).trimmed }
      .filter { !$0.isEmpty && !$0.hasPrefix("//") }.map { $0 + "\n" }.joined()
  }
}
