import Foundation

/// Recorded texts that a client, a model or a person sees: the files of a folder `Snapshots` in the target of a test.
///
/// With `RECORD_SNAPSHOTS=1` in the environment they are recorded anew. Without it, a file that is missing fails its
/// test.
package struct Snapshots: Sendable {
  private let folder: URL
  private let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

  /// - Parameters:
  ///   - name: a folder within `Snapshots`; empty for `Snapshots` itself.
  ///   - test: a file of the target, at any depth.
  package init(_ name: String = "", of test: String = #filePath) {
    var target = URL(filePath: test).deletingLastPathComponent()
    while target.deletingLastPathComponent().lastPathComponent != "Tests", target.path.count > 1 {
      target.deleteLastPathComponent()
    }
    folder = target.appending(path: "Snapshots").appending(path: name)
  }

  /// The recorded text of a file, which is the text of now where it was to be recorded.
  ///
  /// - Returns: nil where nothing is recorded.
  package func recorded(_ file: String, now text: String) throws -> String? {
    let path = folder.appending(path: file)
    if isRecording {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: path, atomically: true, encoding: .utf8)
    }
    return try? String(contentsOf: path, encoding: .utf8)
  }

  /// The names of files that are none of these. While snapshots are recorded there are none.
  ///
  /// What stands in a folder within the folder does not count.
  package func strays(besides known: some Sequence<String>) throws -> Set<String> {
    guard !isRecording else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder.appending(path: name).path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    return Set(names).subtracting(known)
  }
}
