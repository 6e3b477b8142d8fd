#if os(Linux)
  import Foundation
  import JSON
  import TestSupport
  import Testing

  /// Answers that are small on the way and huge in memory. Elsewhere the peak of another process cannot be read.
  @Suite(.fewAtOnce, .onOwnThreads) struct UnboundedAnswerTests {
    /// A gzip text of a JSON string that is very long. One literal `a` is followed by matches of 258 bytes at distance
    /// 1, each of 13 bits in the fixed Huffman code (RFC 1951, 3.2.6).
    static func packed(megabytes: Int) -> [UInt8] {
      var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
      var (buffer, count) = (UInt32(0), UInt32(0))
      func add(_ bits: String) {
        for bit in bits.utf8 {
          buffer |= UInt32(bit & 1) << count
          count += 1
          guard count == 8 else { continue }
          bytes.append(UInt8(buffer))
          (buffer, count) = (0, 0)
        }
      }
      // The last block, with fixed codes; then a quote and the letter.
      add("1" + "10" + "01010010" + "10010001")
      // Eight matches of 13 bits are 13 bytes, and the same ones every time.
      for _ in 0..<16 { add("11000101" + "00000") }
      let eight = bytes.suffix(13)
      for _ in 2..<(megabytes << 20) / (8 * 258) { bytes += eight }
      add("01010010" + "0000000" + "0000000")
      return bytes
    }

    private func peak(of server: ServerProcess) throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(server.process)/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(Int(line.filter(\.isNumber))) >> 10
    }

    private func refused(_ steps: [StubServer.Step], below megabytes: Int) async throws -> String {
      let upstream = try Upstream { $0.target.contains("bad") ? steps : nil }
      let server = try ServerProcess(environment: upstream.environment)
      server.send(Message.call(1, "get_alert", ["alert_id": "bad"]))
      let result = try await server.answer(1)["result"]
      #expect(result?["isError"] == true)
      #expect(try peak(of: server) < megabytes)
      server.send(Message.call(2, "get_alert", ["alert_id": "good"]))
      #expect(try await server.answer(2)["result"]?["isError"] == false)
      return result?["content"]?.array?[0]["text"]?.string ?? ""
    }

    @Test func `what is packed is counted as it is unpacked`() async throws {
      let body = Self.packed(megabytes: 1_500)
      let text = try await refused([.answer(headers: ["Content-Encoding": "gzip"], body: body)], below: 400)
      #expect(text.contains("longer than 64 MB"), "\(text)")
    }

    @Test func `an answer of tiny values is refused before all of them are built`() async throws {
      let body = Array("[{}\(String(repeating: ",{}", count: 20 << 20))]".utf8)
      let text = try await refused([.answer(body: body)], below: 600)
      #expect(text.contains("too many values"), "\(text)")
    }
  }
#endif
