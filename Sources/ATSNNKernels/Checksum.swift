#if ATSNN_avx512 || ATSNN_avx2
  import CKernels

  /// CRC-32 by carry-less products: sixteen bytes are replaced by their product with a power of x,
  /// modulo the checksum's polynomial, which is added to the sixteen bytes so far behind them.
  enum Checksum {
    /// Powers of x for 64 bytes: x^(512 + 32) and x^(512 - 32), bits reversed and moved up by one.
    private static let far = atsnn_i64x2(0x1_5444_2BD4, 0x1_C6E4_1596)
    /// For 16 bytes: x^(128 + 32) and x^(128 - 32).
    private static let near = atsnn_i64x2(0x1_7519_97D0, 0x0_CCAA_009E)

    /// As `atsnn_kernels.fold` says.
    static func fold(
      _ message: UnsafePointer<UInt8>, _ count: Int, start: UInt32,
      to folded: UnsafeMutablePointer<UInt8>
    ) {
      var a = atsnn_load_i64x2(message)
      var b = atsnn_load_i64x2(message + 16)
      var c = atsnn_load_i64x2(message + 32)
      var d = atsnn_load_i64x2(message + 48)
      a[0] ^= Int64(start)
      var index = 64
      while index &+ 64 <= count {
        let next = message + index
        a = atsnn_fold(a, far, atsnn_load_i64x2(next))
        b = atsnn_fold(b, far, atsnn_load_i64x2(next + 16))
        c = atsnn_fold(c, far, atsnn_load_i64x2(next + 32))
        d = atsnn_fold(d, far, atsnn_load_i64x2(next + 48))
        index &+= 64
      }
      var all = atsnn_fold(atsnn_fold(atsnn_fold(a, near, b), near, c), near, d)
      while index < count {
        all = atsnn_fold(all, near, atsnn_load_i64x2(message + index))
        index &+= 16
      }
      atsnn_store_i64x2(all, folded)
    }
  }
#endif
