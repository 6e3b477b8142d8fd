import Foundation
import JSON
import MCP

/// A client's JSON file. It belongs to the client and its user, so only the part for this server changes, and nothing
/// is lost when that fails.
struct ConfigurationFile {
  let path: String

  /// Says why a file was left as it is.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  enum Outcome: Equatable {
    case unchanged
    /// With the path of a copy of what was there; nil where there was nothing.
    case written(backup: String?)
  }

  /// Merges members into the object of the file; makes the file, and its folder, where there is none.
  ///
  /// - Throws: for a file that cannot be read, changed without a loss, or written.
  func merge(_ members: JSON.Object) throws(Refusal) -> Outcome {
    // The file behind a link: otherwise the new file would replace the link.
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let old = try read(path)
    let text =
      old.map { String(decoding: $0, as: UTF8.self) }?.replacing("\u{FEFF}", with: "", maxReplacements: 1).trimmed ?? ""
    let document = try text.isEmpty ? [:] : parse(text)
    guard document.object != nil else { throw Refusal(description: "\(path) is \(document.kind), not a JSON object.") }
    let merged = try document.merged(with: .object(members), at: path)
    guard merged != document else { return .unchanged }
    var status = stat()
    let mode = old != nil && stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw Refusal(description: "Cannot make the folder of \(path): \(error.localizedDescription)")
    }
    let backup = try old.map { (bytes) throws(Refusal) in try write(bytes, beside: path, ".backup", mode) }
    let new = try write(Array("\(merged.formatted())\n".utf8), beside: path, ".new", mode)
    guard rename(new, path) == 0 else {
      let reason = Self.reason
      unlink(new)
      throw Refusal(description: "Cannot replace \(path): \(reason)")
    }
    return .written(backup: backup)
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

  private func parse(_ text: String) throws(Refusal) -> JSON {
    do {
      return try JSON(parsing: text)
    } catch {
      throw Refusal(
        description: """
          \(path) is not plain JSON (\(error)); it may have comments, which would be lost. It is left as it is: run this \
          again without --write, and put what it prints there by hand.
          """)
    }
  }

  /// Writes a file under a name that is free, with a number where needed: an older copy must never be overwritten.
  ///
  /// - Returns: its path.
  private func write(_ bytes: [UInt8], beside path: String, _ suffix: String, _ mode: mode_t) throws(Refusal) -> String
  {
    var name = path + suffix
    var descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    var number = 2
    while descriptor < 0, errno == EEXIST, number < 1000 {
      name = "\(path)\(suffix)-\(number)"
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      number += 1
    }
    guard descriptor >= 0 else { throw Refusal(description: "Cannot write \(name): \(Self.reason)") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      guard fchmod(descriptor, mode) == 0 else { throw Refusal(description: Self.reason) }
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
    } catch {
      unlink(name)
      throw Refusal(description: "Cannot write \(name): \(error)")
    }
    return name
  }

  private static var reason: String { String(cString: strerror(errno)) }
}

extension JSON {
  /// The value with another merged into it: objects member by member, lists of objects with an `id` object by object,
  /// and everything else replaced. A token that somebody has filled in stays.
  fileprivate func merged(with new: JSON, at place: String) throws(ConfigurationFile.Refusal) -> JSON {
    switch (self, new) {
    case (.object(var object), .object(let others)):
      for member in others.members {
        let old = object[member.key].flatMap { $0.isNull ? nil : $0 }
        if member.key == ClientLaunch.tokenVariable, old?.string?.isEmpty == false { continue }
        object[member.key] = try old?.merged(with: member.value, at: "\(place), \(member.key)") ?? member.value
      }
      return .object(object)
    case (.array(var list), .array(let others)) where others.contains { $0["id"] != nil }:
      for other in others {
        if let index = list.firstIndex(where: { $0["id"] == other["id"] }) {
          list[index] = other
        } else {
          list.append(other)
        }
      }
      return .array(list)
    case (.object, _), (.array, .object), (_, .object):
      throw ConfigurationFile.Refusal(description: "\(place): there is \(kind), where \(new.kind) belongs.")
    default: return new
    }
  }
}
