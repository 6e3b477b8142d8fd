import Foundation

#if canImport(Darwin)
  /// What is to be done to the descriptors of a child process before it starts: nothing yet.
  func noSpawnActions() -> posix_spawn_file_actions_t? { nil }
#else
  /// What is to be done to the descriptors of a child process before it starts: nothing yet.
  func noSpawnActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
#endif
