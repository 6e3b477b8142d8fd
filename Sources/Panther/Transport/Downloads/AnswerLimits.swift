import Synchronization

/// How much is read of one answer, and of all answers that arrive at the same time.
struct AnswerLimits: Sendable {
  /// The largest body of one answer, in bytes.
  let largestAnswer: Int
  private static let largestTotal = 128 << 20
  /// The bytes that all sessions together hold, so that many large answers at once do not add up.
  private static let received = Mutex(0)

  /// Why an answer that announces this length is not read; nil when it may be read.
  func refusal(ofLength length: Int64) -> PantherError? {
    length > largestAnswer ? tooLarge : nil
  }

  /// Counts bytes of an answer that has reached a size with them. Every byte has to be released again.
  ///
  /// - Returns: why no more of the answer is read; nil when reading goes on.
  func refusal(ofReceived count: Int, size: Int) -> PantherError? {
    let total = Self.received.withLock { received in
      received += count
      return received
    }
    if size > largestAnswer { return tooLarge }
    return total > Self.largestTotal ? Self.tooMuch : nil
  }

  /// Uncounts the bytes of an answer that is over.
  static func release(_ count: Int) {
    received.withLock { $0 -= count }
  }

  private var tooLarge: PantherError {
    PantherError(.tooLarge, message: "the answer is longer than \(largestAnswer >> 20) MB")
  }

  private static var tooMuch: PantherError {
    PantherError(.tooLarge, message: "answers of more than \(largestTotal >> 20) MB are being read at once")
  }
}
