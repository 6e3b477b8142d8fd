import Foundation

/// A file that is removed when nobody holds this object any more.
public final class Scratch: Sendable {
  public let path = FileManager.default.temporaryDirectory.appending(path: "mcp-panther-\(UUID().uuidString)").path

  public init(_ text: String) throws { try write(text) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
}
