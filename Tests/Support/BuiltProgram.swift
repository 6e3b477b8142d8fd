package import Foundation

/// The program that the tests were built with.
package enum BuiltProgram {
  /// It stands beside the tests: SwiftPM builds both into one directory on every platform.
  package static func url() throws -> URL {
    let places = CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for place in places where place.contains(".xctest") {
      var folder = URL(filePath: place).standardizedFileURL
      while folder.path.count > 1 {
        folder.deleteLastPathComponent()
        let file = folder.appending(path: "mcp-panther")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue {
          return file
        }
      }
    }
    throw NotBuilt()
  }

  private struct NotBuilt: Error {}
}
