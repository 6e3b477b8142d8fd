import Foundation

/// Keeps other processes that want the same lock waiting. It is on the folder itself, because a file in it is replaced,
/// and a file for the lock alone would stay behind.
struct FolderLock {
  private let descriptor: Int32

  /// Waits for the lock, at most 10 seconds.
  init(_ folder: String) throws(ConfigurationFile.Refusal) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ConfigurationFile.Refusal(description: "Cannot open \(folder): \(String(cString: strerror(errno)))")
    }
    for _ in 0..<1000 {
      // Some file systems have no locks. The file is compared before it is replaced, too.
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(10_000)
    }
    close(descriptor)
    throw ConfigurationFile.Refusal(description: "Another program holds the lock on \(folder). Nothing was changed.")
  }

  func release() { close(descriptor) }
}
