import Foundation
import MCP

/// The text of a file that holds a secret, without white space around it.
///
/// - Parameter flag: the flag that names the file.
/// - Throws: for a file that cannot be read. The error does not show what was given, because people put the secret itself
///   there.
func secret(in file: String, of flag: Flag) throws(UsageError) -> String {
  guard let handle = FileHandle(forReadingAtPath: file) else { throw unreadable(flag) }
  do {
    return String(decoding: try handle.read(upToCount: 1 << 20) ?? Data(), as: UTF8.self).trimmed
  } catch {
    throw unreadable(flag)
  }
}

/// Says that everybody on this machine can read or change a file; nil for one that is kept, and for none.
///
/// - Parameter name: what names the file. The path is not shown, because it may be the secret itself.
func secretFileWarning(_ file: String, _ name: String) -> String? {
  var status = stat()
  guard stat(file, &status) == 0, status.st_mode & 0o006 != 0 else { return nil }
  let can = status.st_mode & 0o002 != 0 ? "change" : "read"
  return "other users of this machine can \(can) the file of \(name). Keep them out with: chmod o= FILE"
}

private func unreadable(_ flag: Flag) -> UsageError {
  UsageError(
    "\(flag.names) must hold the path of a file, and it names no file that can be read. What it holds is not shown, "
      + "because it may be the secret itself")
}
