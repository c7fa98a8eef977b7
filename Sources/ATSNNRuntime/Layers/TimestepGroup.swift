#if canImport(CKernels)
  /// Timesteps that run together, layer by layer: no exit test can fall between them.
  ///
  /// Each has outputs of its own. Those of the last are where a single timestep has them, those of
  /// the others in slots that follow, so that after a group the outputs are its last timestep's.
  struct TimestepGroup {
    /// Timesteps of a group at most; more fetch weights more seldom, and need more memory.
    private static let limit = 4

    var count: Int
    /// Bytes from a timestep's output to the next one's: negative.
    let stride: Int

    /// No timestep.
    static let none = TimestepGroup(count: 0, slotBytes: 0)

    static let single = TimestepGroup(count: 1, slotBytes: 0)

    /// - Parameter slotBytes: bytes of all outputs of a timestep.
    init(count: Int, slotBytes: Int) {
      self.count = count
      stride = -slotBytes
    }

    /// Timesteps that a session has memory for.
    static func greatest(_ image: ModelImage) -> Int { min(image.timesteps, limit) }

    /// The first timestep's place, from the last one's.
    func first(_ last: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
      last - max(count - 1, 0) * stride
    }

    func first(_ last: UnsafeRawPointer) -> UnsafeRawPointer {
      last - max(count - 1, 0) * stride
    }
  }
#endif
