import Foundation

/// The memory of large answers after they were read.
enum FreedMemory {
  /// Gives freed memory back to the system, a little later.
  ///
  /// Without this, glibc keeps what was freed in the arena of the thread that it came on: 40 MB more with every large
  /// answer.
  static func giveBack() {
    #if os(Linux)
      // By then the connection is closed, and what came on it in the meantime is freed as well.
      DispatchQueue.global().asyncAfter(deadline: .now() + 2) {
        // The Glibc module does not declare this function, so it is looked up by its name.
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)(0)
      }
    #endif
  }
}
