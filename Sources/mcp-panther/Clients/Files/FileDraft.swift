import Foundation

/// A file that was written beside another one, to take its place or to keep what it was.
struct FileDraft {
  let path: String

  /// Writes a file under a name that is free, with a number where needed: an older copy must never be overwritten.
  ///
  /// - Parameter model: the file whose owner and rights it gets. Where there is none, it is the user's own.
  init(_ bytes: [UInt8], beside place: String, _ suffix: String, like model: String) throws(ConfigurationFile.Refusal) {
    var name = place + suffix
    var descriptor = Self.make(name)
    var number = 2
    while descriptor < 0, errno == EEXIST, number < 1000 {
      name = "\(place)\(suffix)-\(number)"
      descriptor = Self.make(name)
      number += 1
    }
    path = name
    guard descriptor >= 0 else { throw Self.refusal(name, Self.reason) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try Self.give(descriptor, ownerAndRightsOf: model)
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
    } catch {
      remove()
      throw Self.refusal(name, "\(error)")
    }
  }

  func remove() { unlink(path) }

  /// The files that were written beside another one under a suffix, in the order of their numbers.
  static func copies(of place: String, _ suffix: String) -> [String] {
    let names = ["\(place)\(suffix)"] + (2..<1000).lazy.map { "\(place)\(suffix)-\($0)" }
    return names.filter { FileManager.default.fileExists(atPath: $0) }
  }

  private static func make(_ name: String) -> Int32 { open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }

  /// The owner comes first, because a change of the owner may take rights away.
  private static func give(_ descriptor: Int32, ownerAndRightsOf model: String) throws {
    var (old, new) = (stat(), stat())
    guard stat(model, &old) == 0 else { return }
    guard fstat(descriptor, &new) == 0 else { throw ConfigurationFile.Refusal(description: reason) }
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid), fchown(descriptor, old.st_uid, old.st_gid) != 0 {
      throw ConfigurationFile.Refusal(description: "its owner or group cannot be kept: \(reason)")
    }
    guard fchmod(descriptor, old.st_mode & 0o7777) == 0 else { throw ConfigurationFile.Refusal(description: reason) }
  }

  private static func refusal(_ name: String, _ reason: String) -> ConfigurationFile.Refusal {
    ConfigurationFile.Refusal(description: "Cannot write \(name): \(reason)")
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
