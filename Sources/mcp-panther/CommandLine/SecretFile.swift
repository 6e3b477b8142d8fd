import Foundation
import MCP

/// The text of a file that holds a secret, without white space around it.
///
/// - Parameter flag: the flag that names the file.
/// - Throws: for a file that cannot be read.
func secret(in file: String, of flag: Flag) throws(UsageError) -> String {
  guard let handle = FileHandle(forReadingAtPath: file) else { throw unreadable(file, flag) }
  do {
    return String(decoding: try handle.read(upToCount: 1 << 20) ?? Data(), as: UTF8.self).trimmed
  } catch {
    throw unreadable(file, flag)
  }
}

private func unreadable(_ file: String, _ flag: Flag) -> UsageError {
  UsageError("\(flag.rawValue) names a file that cannot be read: \(file)")
}
