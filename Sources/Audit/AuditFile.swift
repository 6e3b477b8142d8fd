import Foundation

/// The file of an audit log, as it is open here. Other processes append to it, and something else may rotate it.
struct AuditFile {
  /// Why the file is not the one, or not as long, as it was at the last line.
  enum Change: String {
    /// Another file has its name now, or none: `logrotate` renames it.
    case moved
    /// It has no name any more.
    case deleted
    /// It is shorter than it was: `logrotate` empties it with `copytruncate`.
    case truncated
  }

  /// Why the file cannot be used.
  struct Unusable: Error {
    let reason: String
  }

  private let path: String
  private var descriptor: Int32 = -1
  /// It was at least as long at the last line.
  private var size = 0
  /// What happened to it since the last line that said so.
  var change: Change?

  init(path: String) {
    self.path = path
  }

  /// Closes it; it can be made ready again.
  mutating func end() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// The text of `errno`.
  static var lastError: String { String(cString: strerror(errno)) }

  /// Why nothing can be appended to such a file; nil for an ordinary one.
  static func problem(of file: stat) -> String? {
    switch file.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "it is a directory"
    default: "it is not an ordinary file"
    }
  }

  /// Opens the file for the first line, and again when the path names another file than the open one. No signal is
  /// needed for that, so it works the same over stdio, where a signal ends the process.
  mutating func prepare() throws(Unusable) {
    guard descriptor >= 0 else { return try open() }
    var (mine, named) = (stat(), stat())
    guard fstat(descriptor, &mine) == 0, stat(path, &named) == 0, mine.st_ino == named.st_ino,
      mine.st_dev == named.st_dev
    else {
      // It is kept before the new file is opened, because that may have to be tried again.
      change = mine.st_nlink == 0 ? .deleted : .moved
      end()
      return try open()
    }
    if Int(mine.st_size) < size { change = .truncated }
    size = Int(mine.st_size)
  }

  private mutating func open() throws(Unusable) {
    // Without blocking, because opening a pipe that somebody has put there would wait for its other end.
    let opened = Foundation.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard opened >= 0 else { throw Unusable(reason: Self.lastError) }
    var file = stat()
    guard fstat(opened, &file) == 0, Self.problem(of: file) == nil else {
      close(opened)
      throw Unusable(reason: "it is not an ordinary file")
    }
    (descriptor, size) = (opened, Int(file.st_size))
  }

  private static let lineEnd = UInt8(ascii: "\n")

  /// Appends a line by one `write`, so that lines of several processes never mix.
  ///
  /// - Throws: where it could not be written whole. What was written of it stays, because another process may have
  ///   written a line behind it by then.
  mutating func append(_ line: [UInt8], _ write: AuditLog.Write) throws(Unusable) {
    // The last line has no end where the disk was full in the middle of it.
    let bytes = (endsInsideLine ? [Self.lineEnd] : []) + line + [Self.lineEnd]
    let (written, reason) = bytes.withUnsafeBytes { buffer in
      var written = 0
      repeat { written = write(descriptor, buffer) } while written < 0 && errno == EINTR
      return (written, Self.lastError)
    }
    size += max(written, 0)
    guard written < bytes.count else { return }
    guard written > 0 else { throw Unusable(reason: reason) }
    // The rest is not written later, because another process may write a line before that. The line end may still fit.
    _ = [Self.lineEnd].withUnsafeBytes { write(descriptor, $0) }
    // A line that lacks nothing but its end is whole, so it counts: its number must not be given again.
    guard written < bytes.count - 1 else { return }
    throw Unusable(
      reason: "only \(written) of \(bytes.count) bytes could be written, perhaps because the disk is full")
  }

  private var endsInsideLine: Bool {
    var last: UInt8 = 0
    return size > 0 && pread(descriptor, &last, 1, off_t(size - 1)) == 1 && last != Self.lineEnd
  }
}
