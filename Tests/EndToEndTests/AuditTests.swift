import Foundation
import JSON
import TestSupport
import Testing

/// `--audit-log` and `audit verify` of the built program.
@Suite(.fewAtOnce, .onOwnThreads) final class AuditTests {
  private let file = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString).log")

  deinit { try? FileManager.default.removeItem(at: file) }

  @Test func `evidence of several processes is written, verified, and missed when it is changed`() async throws {
    for tool in ["list_alerts", "no_such_tool"] {
      let status = try await ServerProcess(["call", tool, "--demo", "--audit-log", file.path]).exit()
      #expect(status == (tool == "list_alerts" ? 0 : 64))
    }
    let sound = try ServerProcess(["audit", "verify", file.path])
    #expect(try await sound.exit() == 0)
    #expect(sound.text.contains("2 chains, 2 lines, 0 broken."))

    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("no_such_tool", with: "list_alerts").write(to: file, atomically: true, encoding: .utf8)
    let changed = try ServerProcess(["audit", "verify", file.path])
    #expect(try await changed.exit() == 1)
    #expect(changed.text.contains("First broken line: \(file.path) line 2"))
    #expect(changed.text.contains("its hash is wrong"))
  }

  @Test func `what cannot be read or understood has an exit code of its own`() async throws {
    #expect(try await ServerProcess(["audit", "verify", file.path]).exit() == 66)
    #expect(try await ServerProcess(["audit", "verify", file.deletingLastPathComponent().path]).exit() == 66)
    for words in [["audit"], ["audit", "verify"], ["audit", "check", file.path]] {
      #expect(try await ServerProcess(words).exit() == 64)
    }
  }

  @Test func `no line, no call, where the operator wants it so`() async throws {
    let folder = file.deletingLastPathComponent().path
    let program = try ServerProcess(["call", "list_alerts", "--demo", "--audit-log", folder, "--audit-required"])
    #expect(try await program.exit() == 1)
    #expect(program.errors.contains("the audit log cannot be written: \(folder): it is a directory"))
    #expect(program.errors.contains("Refused, because the audit log cannot be written"))
    #expect(try await ServerProcess(["call", "list_alerts", "--demo", "--audit-required"]).exit() == 64)
    for words in [["--audit-log", ""], ["--audit-log", "a.log", "--log-file", "a.log"]] {
      #expect(try await ServerProcess(["tools", "--demo"] + words).exit() == 64)
    }
  }

  @Test func `a file that may not grow cuts a line, and ends no process`() async throws {
    let program = try ServerProcess.program().path
    let limited = Process()
    limited.executableURL = URL(filePath: "/bin/sh")
    // The limit is in blocks of 512 or 1,024 bytes, and a line is shorter than that.
    limited.arguments = [
      "-c", "ulimit -f 1; for n in 1 2 3 4; do \"$0\" call no_tool --demo --audit-log \"$1\" || echo $?; done",
      program, file.path,
    ]
    let output = Pipe()
    (limited.standardOutput, limited.standardError) = (output, FileHandle.nullDevice)
    try limited.run()
    let codes = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    limited.waitUntilExit()
    #expect(codes == "64\n64\n64\n64\n")
    #expect(try await ServerProcess(["call", "no_tool", "--demo", "--audit-log", file.path]).exit() == 64)
    let verify = try ServerProcess(["audit", "verify", file.path])
    #expect(try await verify.exit() == 0)
    #expect(verify.text.contains("0 broken, 1 cut."), "\(verify.text)")
  }

  @Test(arguments: [[], ["--audit-required"]])
  func `a flood of refused calls leaves a short log, whole, in which every call is counted`(
    _ flags: [String]
  ) async throws {
    let server = try ServerProcess(["--demo", "--audit-log", file.path] + flags)
    let text = JSON.string(String(repeating: "x", count: 1_000))
    for id in 0..<600 {
      server.send(Message.call(id, id.isMultiple(of: 2) ? "no_such_tool" : "get_alert", ["nope": text]))
    }
    let answers = try await server.wait(for: "the answers") {
      server.messages.count == 600 ? server.messages : nil
    }
    server.closeInput()
    #expect(try await server.exit() == 0)
    // Where too much is under way at once, a request is sent back before it is a call.
    let calls = answers.count { $0["error"]?["message"]?.string?.contains("in flight") != true }
    #expect(calls > 250)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSON(parsing: $0.utf8) }.filter { !["start", "stop"].contains($0["event"]) }
    let counts = lines.filter { $0["event"] == "left_out" }
    #expect(lines.count - counts.count + counts.reduce(0) { $0 + ($1["calls"]?.int ?? 0) } == calls)
    #expect(lines.count < 200)
    let verified = try ServerProcess(["audit", "verify", file.path])
    #expect(try await verified.exit() == 0, "\(verified.text)")
  }

  @Test func `starting makes no file`() async throws {
    #expect(try await ServerProcess(["tools", "--demo", "--audit-log", file.path]).exit() == 0)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }
}
