#if canImport(CKernels) && !hasFeature(Embedded)
  /// By carry-less products, for processors that have them: many times as fast as tables.
  enum Folding {
    private static let fewestBytes = 64

    /// The register after `bytes`; nil where `kernels` has no such products.
    static func update(
      _ register: UInt32, _ bytes: UnsafeRawBufferPointer, kernels: KernelSet = .best
    ) -> UInt32? {
      guard let fold = kernels.functions?.fold else { return nil }
      guard bytes.count >= fewestBytes else { return NibbleTable.update(register, bytes) }
      let whole = bytes.count & ~15
      var folded: (UInt64, UInt64) = (0, 0)
      withUnsafeMutableBytes(of: &folded) { folded in
        let message = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let place = folded.baseAddress?.assumingMemoryBound(to: UInt8.self)
        fold(message, UInt64(whole), register, place)
      }
      let after = withUnsafeBytes(of: folded) { NibbleTable.update(0, $0) }
      return NibbleTable.update(after, bytes.slice(whole, count: bytes.count - whole))
    }
  }
#endif
