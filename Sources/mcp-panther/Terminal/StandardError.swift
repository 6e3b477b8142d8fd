import Foundation

/// Prints a line for a person, where it cannot be taken for the program's answer.
func standardError(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
}
