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

private func unreadable(_ flag: Flag) -> UsageError {
  UsageError(
    "\(flag.names) must hold the path of a file, and it names no file that can be read. What it holds is not shown, "
      + "because it may be the secret itself")
}
