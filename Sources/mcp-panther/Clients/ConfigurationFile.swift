import Foundation
import JSON
import MCP

/// A client's JSON file. It belongs to the client and its user, so only the part for this server changes, and nothing
/// is lost when that fails.
struct ConfigurationFile {
  let path: String
  /// Called before the file is replaced; tests change it there, as another program may.
  var beforeReplacing: () -> Void = {}

  /// Says why a file was left as it is.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  enum Outcome: Equatable {
    case unchanged
    /// With the path of a copy of what was there, nil where there was nothing, and with the flags that stood there and
    /// stand there no longer.
    case written(backup: String?, lost: [String] = [])
  }

  /// How often the change is made anew because another program has changed the file in the meantime.
  private static let mostAttempts = 10

  /// Merges members into the object of the file; makes the file, and its folder, where there is none.
  ///
  /// - Throws: for a file that cannot be read, changed without a loss, or written.
  func merge(_ members: JSON.Object) throws(Refusal) -> Outcome {
    let path = try target()
    let parent = (path as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(description: "Cannot make the folder of \(path): \(error.localizedDescription)")
    }
    // Two commands at once would each keep what was there before the other.
    let lock = try FolderLock(folder)
    defer { lock.release() }
    for _ in 0..<Self.mostAttempts {
      if let outcome = try merge(members, into: path) { return outcome }
    }
    throw Refusal(description: "\(path) is being changed by another program again and again. It is left as it is.")
  }

  /// - Returns: nil when the file was changed by another program in the meantime.
  private func merge(_ members: JSON.Object, into path: String) throws(Refusal) -> Outcome? {
    let old = try read(path)
    let document = try old.map { (bytes) throws(Refusal) in try parse(bytes, path) } ?? [:]
    let merged = try document.merged(with: .object(members), at: path)
    guard merged != document else { return .unchanged }
    let draft = try FileDraft(Array("\(merged.formatted())\n".utf8), beside: path, ".new", like: path)
    var backup: FileDraft?
    do throws(Refusal) {
      backup = try old.map { (bytes) throws(Refusal) in try FileDraft(bytes, beside: path, ".backup", like: path) }
      beforeReplacing()
      guard try read(path) == old else {
        draft.remove()
        backup?.remove()
        return nil
      }
    } catch {
      draft.remove()
      backup?.remove()
      throw error
    }
    guard rename(draft.path, path) == 0 else {
      let reason = String(cString: strerror(errno))
      draft.remove()
      throw Refusal(description: "Cannot replace \(path): \(reason)")
    }
    return .written(backup: backup?.path, lost: document.flags(lostBy: .object(members)))
  }

  /// The file behind links, whether it is there or not: otherwise the new file would replace a link.
  private func target() throws(Refusal) -> String {
    var target = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { return target }
      target = next.hasPrefix("/") ? next : "\((target as NSString).deletingLastPathComponent)/\(next)"
    }
    throw Refusal(description: "\(path) is a link that leads through too many others, perhaps back to itself.")
  }

  /// Nil where there is no such file.
  private func read(_ path: String) throws(Refusal) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Refusal(description: "Cannot read \(path): \(error.localizedDescription)")
    }
  }

  private func parse(_ bytes: [UInt8], _ path: String) throws(Refusal) -> JSON {
    let mark = Array("\u{FEFF}".utf8)
    let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    guard text.contains(where: { !" \t\r\n".utf8.contains($0) }) else { return [:] }
    let document: JSON
    do {
      document = try JSON(losslesslyParsing: text)
    } catch {
      throw Refusal(
        description: """
          \(path) is not plain JSON that can be changed without a loss (\(error)); it may have comments. It is left as \
          it is: mend it, or run this again without --write, and put what it prints there by hand.
          """)
    }
    guard document.object != nil else { throw Refusal(description: "\(path) is \(document.kind), not a JSON object.") }
    return document
  }
}
