#if canImport(CKernels)
  import CKernels
  import CKernels.Dispatch
#endif

/// The kernels that a session can run with; every set gives the same bits.
///
/// Which sets are there is the build's affair: `reference` always is; `baseline` is in every build
/// of the package; the wider ones are linked by `make release`.
public enum KernelSet: UInt8, Sendable {
  /// Plain loops, in every build.
  case reference = 0
  /// Vectors of the least processor of the architecture: SSE2 on x86-64, NEON on aarch64.
  case baseline
  case avx2
  /// AVX-512 with VNNI.
  case avx512

  /// Whether the set was built in and this processor runs it.
  public var isAvailable: Bool {
    #if canImport(CKernels)
      return self == .reference || functions != nil
    #else
      return self == .reference
    #endif
  }

  /// The widest set available.
  public static var best: KernelSet {
    if KernelSet.avx512.isAvailable { return .avx512 }
    if KernelSet.avx2.isAvailable { return .avx2 }
    return KernelSet.baseline.isAvailable ? .baseline : .reference
  }

  #if canImport(CKernels)
    var functions: atsnn_kernels? {
      var found = atsnn_kernels()
      return atsnn_find_kernels(UInt32(rawValue), &found) != 0 ? found : nil
    }
  #endif
}
