#if canImport(CKernels)
  import CKernels

  /// A node's parameters in whole vectors of 16 channels: copies where the image's end within one.
  enum PaddedParameters {
    /// Bytes of the copies, a multiple of 64; 0 where none is needed.
    static func bytes(_ channels: Int) -> UInt64 {
      channels % 16 == 0 ? 0 : (13 * UInt64(padded(channels)) + 63) & ~63
    }

    /// Lets `node` have its parameters from copies at `place`, where it needs them.
    static func give(_ node: inout atsnn_spiking_node, _ place: UnsafeMutableRawPointer) {
      let channels = Int(node.channels)
      guard channels % 16 != 0 else { return }
      let bytes = 4 * padded(channels)
      node.bias = copy(node.bias, channels, to: place)
      node.thresholds = copy(node.thresholds, channels, to: place + bytes)
      node.resets = copy(node.resets, channels, to: place + 2 * bytes)
      node.shifts = copy(node.shifts, channels, to: place + 3 * bytes)
    }

    private static func copy<Value: FixedWidthInteger>(
      _ values: UnsafePointer<Value>?, _ count: Int, to place: UnsafeMutableRawPointer
    ) -> UnsafePointer<Value>? {
      let copy = place.bindMemory(to: Value.self, capacity: padded(count))
      for index in 0..<padded(count) { copy[index] = index < count ? values?[index] ?? 0 : 0 }
      return UnsafePointer(copy)
    }

    private static func padded(_ channels: Int) -> Int { (channels + 15) & ~15 }
  }
#endif
