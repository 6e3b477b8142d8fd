import ConfigurationText
import Foundation
import JSON
import MCP

/// A client's file. It belongs to the client and its user, so only the entry of this server changes, and nothing is
/// lost when that fails.
struct ConfigurationFile {
  let path: String
  /// Called before the file is replaced; tests change it there, as another program may.
  var beforeReplacing: () -> Void = {}

  /// Says why a file was left as it is.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// What was done.
  struct Outcome {
    /// Whether the file was written.
    let isWritten: Bool
    /// Whether it was there before.
    let wasThere: Bool
    /// Whether it had an entry of this server before.
    let hadEntry: Bool
    /// The path of a copy of what was there; nil where nothing was, or nothing was written.
    let backup: String?
    let merge: EntryMerge
    /// The paths of copies that hold a token which the entry holds no longer.
    var copiesWithToken: [String] = []
  }

  /// No client's settings are as large as this.
  private static let mostBytes = 4 << 20
  /// How often the change is made anew because another program has changed the file in the meantime.
  private static let mostAttempts = 10

  /// Puts an entry into the file; makes the file, and its folder, where there is none.
  ///
  /// - Throws: for a file that cannot be read, changed without a loss, or written.
  func put(_ new: FileEntry) throws(Refusal) -> Outcome {
    let path = try target()
    let parent = (path as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    // What cannot be changed shows here, before a folder is made.
    _ = try read(path).map { (bytes) throws(Refusal) in try parse(bytes, new.format, path) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(description: "Cannot make the folder of \(path): \(error.localizedDescription)")
    }
    // Two commands at once would each keep what was there before the other.
    let lock = try FolderLock(folder)
    defer { lock.release() }
    for _ in 0..<Self.mostAttempts {
      if let outcome = try put(new, into: path) { return outcome }
    }
    throw Refusal(description: "\(path) is being changed by another program again and again. It is left as it is.")
  }

  /// - Returns: nil when the file was changed by another program in the meantime.
  private func put(_ new: FileEntry, into path: String) throws(Refusal) -> Outcome? {
    let old = try read(path)
    let text = try parse(old ?? [], new.format, path)
    let entry = try Self.object(text.root[new.list], "\(path), \(new.list)")
      .flatMap { (list) throws(Refusal) in
        try Self.object(list[ClientConfiguration.server], "\(path), \(new.list), \(ClientConfiguration.server)")
      }
    let merge = EntryMerge(entry, new.entry)
    let root = try Self.root(text.root, new, merge, path)
    guard old == nil || root != text.root else {
      return Outcome(isWritten: false, wasThere: true, hadEntry: entry != nil, backup: nil, merge: merge)
    }
    let changed: [UInt8]
    do throws(ConfigurationTextError) {
      changed = try text.changed(to: root)
    } catch {
      throw Self.refusal(path, error)
    }
    let draft = try FileDraft(changed, beside: path, ".new", like: path)
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
      backup?.remove()
      throw Refusal(description: "Cannot replace \(path): \(reason)")
    }
    return Outcome(
      isWritten: true, wasThere: old != nil, hadEntry: entry != nil, backup: backup?.path, merge: merge,
      copiesWithToken: Self.copies(of: path, with: merge.lostTokens))
  }

  /// The copies of a file that hold some of these texts.
  private static func copies(of path: String, with texts: [String]) -> [String] {
    guard !texts.isEmpty else { return [] }
    return FileDraft.copies(of: path, ".backup").filter { copy in
      let copy = (try? String(contentsOfFile: copy, encoding: .utf8)) ?? ""
      return texts.contains(where: copy.contains)
    }
  }

  /// What the file is to say.
  private static func root(
    _ old: JSON.Object, _ new: FileEntry, _ merge: EntryMerge, _ path: String
  ) throws(Refusal) -> JSON.Object {
    var root = old
    var list = try object(old[new.list], path) ?? [:]
    list[ClientConfiguration.server] = .object(merge.entry)
    root[new.list] = .object(list)
    for member in new.others.members {
      let elements = old[member.key].flatMap { $0.isNull ? nil : $0 } ?? []
      guard var elements = elements.array else {
        throw Refusal(description: "\(path), \(member.key): there is \(elements.kind), where a list belongs.")
      }
      for other in member.value.array ?? [] {
        if let index = elements.firstIndex(where: { $0["id"] == other["id"] }) {
          elements[index] = other
        } else {
          elements.append(other)
        }
      }
      root[member.key] = .array(elements)
    }
    for (key, ids) in new.retired {
      guard let elements = root[key]?.array else { continue }
      // Another entry may use the same one.
      var others = root
      others[key] = nil
      let users = JSON.object(others).text
      let left = elements.filter { element in
        guard let id = element["id"]?.string, ids.contains(id) else { return true }
        return users.contains(new.reference(id))
      }
      guard left.count < elements.count else { continue }
      root[key] = left.isEmpty ? nil : .array(left)
    }
    return root
  }

  /// The object at a place; nil where there is nothing, or null.
  private static func object(_ value: JSON?, _ place: String) throws(Refusal) -> JSON.Object? {
    guard let value, !value.isNull else { return nil }
    guard let object = value.object else {
      throw Refusal(description: "\(place): there is \(value.kind), where an object belongs. It is left as it is.")
    }
    return object
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
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw Refusal(description: "Cannot read \(path): \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal(description: "\(path) is no regular file.") }
    guard status.st_size <= Self.mostBytes else {
      throw Refusal(
        description:
          "\(path) is larger than \(Self.mostBytes >> 20) MB, so it is no client's file. It is left as it is.")
    }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Refusal(description: "Cannot read \(path): \(error.localizedDescription)")
    }
  }

  private func parse(
    _ bytes: [UInt8], _ format: ConfigurationFormat, _ path: String
  ) throws(Refusal) -> ConfigurationText {
    do throws(ConfigurationTextError) {
      return try ConfigurationText(bytes, format)
    } catch {
      throw Self.refusal(path, error)
    }
  }

  private static func refusal(_ path: String, _ error: ConfigurationTextError) -> Refusal {
    Refusal(
      description:
        "Cannot change \(path): \(error). It is left as it is: mend it, or run this again without --write, and "
        + "put what that prints there by hand.")
  }
}
