#if !hasFeature(Embedded)
  /// Four words at a time by tables, for hosts.
  ///
  /// The words of a block belong to four registers that do not wait for one another. Each register
  /// passes over the three words of the others, which is in its tables; at the end of the message the
  /// four become one, word by word (the braid of zlib's `crc32`).
  enum Braid {
    private static let lanes = 4
    private static let blockBytes = 8 * lanes

    /// Entry `256 * k + b`: the register of byte `b` of a word after all bytes of the block that follow
    /// byte `k` of the first word. The last 256 entries: of a single byte, nothing following.
    private static let entries = InlineArray<2304, UInt32> { index in
      let following = index < 2048 ? blockBytes - 1 - index >> 8 : 0
      return CRC32.advanced(UInt32(index & 255), bits: 8 * (following + 1))
    }

    static func update(_ register: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
      let blocks = max(bytes.count / blockBytes - 1, 0)
      var registers: (UInt64, UInt64, UInt64, UInt64) = (UInt64(register), 0, 0, 0)
      var offset = 0
      for _ in 0..<blocks {
        registers.0 = passed(registers.0 ^ word(bytes, offset))
        registers.1 = passed(registers.1 ^ word(bytes, offset &+ 8))
        registers.2 = passed(registers.2 ^ word(bytes, offset &+ 16))
        registers.3 = passed(registers.3 ^ word(bytes, offset &+ 24))
        offset &+= blockBytes
      }
      guard blocks > 0 else { return bytewise(register, bytes, 0..<bytes.count) }
      var joined = bytewise(UInt32(registers.0), bytes, offset..<(offset + 8))
      joined = bytewise(joined ^ UInt32(registers.1), bytes, (offset + 8)..<(offset + 16))
      joined = bytewise(joined ^ UInt32(registers.2), bytes, (offset + 16)..<(offset + 24))
      return bytewise(joined ^ UInt32(registers.3), bytes, (offset + 24)..<bytes.count)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// A register and its word after the other words of the block.
    @inline(__always)
    private static func passed(_ word: UInt64) -> UInt64 {
      let a = entries[Int(word & 255)] ^ entries[256 &+ Int(word >> 8 & 255)]
      let b = entries[512 &+ Int(word >> 16 & 255)] ^ entries[768 &+ Int(word >> 24 & 255)]
      let c = entries[1024 &+ Int(word >> 32 & 255)] ^ entries[1280 &+ Int(word >> 40 & 255)]
      let d = entries[1536 &+ Int(word >> 48 & 255)] ^ entries[1792 &+ Int(word >> 56)]
      return UInt64((a ^ b) ^ (c ^ d))
    }

    private static func bytewise(
      _ register: UInt32, _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
    ) -> UInt32 {
      var register = register
      for index in range {
        let byte = UInt32(bytes[index])
        register = register >> 8 ^ entries[2048 &+ Int((register ^ byte) & 255)]
      }
      return register
    }
  }
#endif
