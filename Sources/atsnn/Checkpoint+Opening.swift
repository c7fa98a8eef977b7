import ATSNNData
import ATSNNQuantization

extension Checkpoint {
  /// Reads the checkpoint at `path`. Throws at once where there is no ordinary file: a pipe would
  /// keep the program waiting.
  static func open(_ path: String) throws -> Checkpoint {
    _ = try FileBytes(path)
    return try load(path: path)
  }
}
