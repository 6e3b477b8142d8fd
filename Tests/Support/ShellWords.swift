import Foundation

/// What a shell makes of a line.
package enum ShellWords {
  /// The words of a command line, as `/bin/sh` reads them.
  package static func read(_ line: String) throws -> [String] {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "printf '%s\\0' \(line)"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    shell.waitUntilExit()
    return text.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
