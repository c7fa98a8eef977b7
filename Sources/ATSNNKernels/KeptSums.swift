import CKernels

/// The sums of an output pixel's channels, kept in 32 bits while one part after the other is added.
struct KeptSums {
  let node: UnsafePointer<atsnn_spiking_node>
  var sums: UnsafeMutablePointer<Int32>

  @inline(__always)
  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    sums = node.pointee.sums
  }

  /// Adds a part's sums to those kept, or to what sums start with: biases, or the input image's part.
  @inline(__always)
  func add(_ part: atsnn_i16x64, _ channel: Int, _ element: Int, isFirst: Bool) {
    add(atsnn_low_half(part), channel, element, isFirst: isFirst)
    add(atsnn_high_half(part), channel &+ 32, element, isFirst: isFirst)
  }

  @inline(__always)
  func add(_ part: atsnn_i16x32, _ channel: Int, _ element: Int, isFirst: Bool) {
    add(atsnn_widen_low(part), channel, element, isFirst: isFirst)
    add(atsnn_widen_high(part), channel &+ 16, element, isFirst: isFirst)
  }

  @inline(__always)
  func add(_ part: atsnn_i32x16, _ channel: Int, _ element: Int, isFirst: Bool) {
    var from = UnsafeRawPointer(sums + channel)
    if isFirst {
      from =
        node.pointee.cache_form == 0
        ? UnsafeRawPointer(node.pointee.bias + channel)
        : UnsafeRawPointer(node.pointee.cache) + 4 * (element &+ channel)
    }
    atsnn_store_i32x16(atsnn_load_i32x16(from) &+ part, sums + channel)
  }
}
