import CKernels

/// Which nodes the kernel takes.
enum TapForm {
  /// Source channels from which on tiles of weights are faster.
  private static let tooManyChannels = 192
  /// Parts of a hundred counts that are not 0, from which on a dense product is faster.
  private static let greatestDensity = 50

  /// 3 x 3 windows, a source row's part of each sum in 16 bits, and a processor with registers for
  /// nine sums.
  static func suits(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: Neurons) -> Bool {
    guard atsnn_has_many_registers(), neurons.takesShortSums, node.pointee.connection_count == 1
    else { return false }
    let c = node.pointee.connections.pointee
    guard c.packed_weights != nil, c.source_channels % (c.maximum_count == 1 ? 16 : 32) == 0,
      c.source_channels < tooManyChannels, c.kernel_height == 3, c.kernel_width == 3,
      c.stride_height == 1, c.stride_width == 1, c.padding_height == 1, c.padding_width == 1,
      node.pointee.height == c.source_height, node.pointee.width == c.source_width
    else { return false }
    let channels = Int(node.pointee.channels)
    guard channels % 64 == 0 || channels == 32 && c.maximum_count == 1 else { return false }
    guard
      TapWeights(node.pointee.connections).rowsFitShort(
        channels, isBounded: node.pointee.sums_fit_short != 0)
    else { return false }
    return c.maximum_count == 1 || !DenseTally(node).isActive(greatestDensity, of: 100)
  }

  static func run(_ node: UnsafePointer<atsnn_spiking_node>, _ neurons: inout Neurons) {
    if node.pointee.channels == 32 {
      TapKernel<SIMD32<Int16>>(node).run(&neurons)
    } else {
      TapKernel<SIMD64<Int16>>(node).run(&neurons)
    }
  }
}
