import CKernels

// The table of the processor that this module is built for; the build names it.
#if ATSNN_avx512
  @c(atsnn_kernels_avx512)
  public func table() -> atsnn_kernels { kernels }
#elseif ATSNN_avx2
  @c(atsnn_kernels_avx2)
  public func table() -> atsnn_kernels { kernels }
#else
  @c(atsnn_kernels_baseline)
  public func table() -> atsnn_kernels { kernels }
#endif

private var kernels: atsnn_kernels {
  atsnn_kernels(
    spiking: { node in if let node { SpikingKernel.run(node) } },
    fill_cache: { node in if let node { InputCurrents.fill(node) } },
    read_out: { $0.map { ReadOut.run($0.pointee) } ?? 0 },
    sum_pooling: { node in if let node { Pooling.sum(node.pointee) } },
    maximum_pooling: { node in if let node { Pooling.maximum(node.pointee) } },
    fold: fold,
    add_magnitudes: { rows, stride, count, channels, sums in
      guard let rows, let sums else { return }
      Magnitudes.add(rows, Int(stride), Int(count), channels: Int(channels), to: sums)
    })
}

#if ATSNN_avx512 || ATSNN_avx2
  private var fold: Fold? {
    { message, count, start, folded in
      guard let message, let folded else { return }
      Checksum.fold(message, Int(count), start: start, to: folded)
    }
  }
#else
  private var fold: Fold? { nil }
#endif

private typealias Fold =
  @convention(c) (
    UnsafePointer<UInt8>?, UInt64, UInt32, UnsafeMutablePointer<UInt8>?
  ) -> Void
