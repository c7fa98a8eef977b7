import CKernels

/// A convolution of event frames where they are sparse: each event is read once, and its rows of
/// weights are added to the sums of the output pixels that see it.
///
/// Listing what each window sees, mostly nothing or one event, would cost more than the sums. These
/// stand in a ring of rows; a source row is scanned, and the output rows that have then seen their
/// last source row step.
struct FrameKernel: PixelKernel {
  /// Events that a window sees, on average, from which on gathering them is faster.
  private static let mostEvents = 8

  private let node: UnsafePointer<atsnn_spiking_node>
  private let connection: UnsafePointer<atsnn_connection>
  private let ring: FrameRing

  static func suits(_ node: UnsafePointer<atsnn_spiking_node>) -> Bool {
    guard node.pointee.connection_count == 1, node.pointee.channels % 16 == 0 else { return false }
    let c = node.pointee.connections.pointee
    guard c.sum_rows != nil, c.weight_bytes == 1 else { return false }
    let windows = Int(node.pointee.height &* node.pointee.width &* node.pointee.timesteps)
    let taps = Int(c.kernel_height &* c.kernel_width) / Int(c.stride_height &* c.stride_width)
    return FrameScan.events(node) &* taps <= windows &* mostEvents
  }

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    connection = node.pointee.connections
    ring = FrameRing(node)
  }

  /// All rows of a timestep, then the next one's.
  func run<Cells: PixelNeurons>(_ neurons: inout Cells) {
    for timestep in 0..<Int(node.pointee.timesteps) {
      run(timestep, &neurons)
      neurons.count(timestep)
    }
  }

  private func run<Cells: PixelNeurons>(_ timestep: Int, _ neurons: inout Cells) {
    let end = Int(node.pointee.end_row)
    let height = Int(connection.pointee.source_height)
    var started = Int(node.pointee.first_row)
    var fired = started
    var operations = 0
    for row in max(top(fired), 0)..<min(max(bottom(end &- 1), 0) &+ 1, height) {
      while started < end && top(started) <= row {
        ring.start(started)
        started &+= 1
      }
      operations &+= add(row, timestep, to: fired..<started)
      while fired < started && (bottom(fired) <= row || row &+ 1 == height) {
        fire(fired, timestep, &neurons)
        fired &+= 1
      }
    }
    node.pointee.counts[timestep].operations &+= UInt64(truncatingIfNeeded: operations)
  }

  /// First and last source row that a row of windows sees.
  private func top(_ y: Int) -> Int {
    y &* Int(connection.pointee.stride_height) &- Int(connection.pointee.padding_height)
  }

  private func bottom(_ y: Int) -> Int { top(y) &+ Int(connection.pointee.kernel_height) &- 1 }

  /// Adds a source row's events to the output rows `ys`, which all see it.
  ///
  /// - Returns: synaptic operations (rule C1).
  private func add(_ row: Int, _ timestep: Int, to ys: Range<Int>) -> Int {
    let c = connection.pointee
    let length = Int(c.source_width) &* FrameScan.planes
    let frame = c.source + timestep &* Int(c.source_stride)
    let tapRow = Int(c.kernel_width &* c.row_stride) &* FrameScan.planes
    let firstPlace = (row &- top(ys.lowerBound)) &* tapRow
    let nextPlace = Int(c.stride_height) &* tapRow
    let firstSlot = ring.slot(ys.lowerBound)
    var columns = 0
    FrameScan.forEach(frame + row &* length, length) { index, count in
      let taps = FrameTaps(c, index, width: Int(node.pointee.width))
      columns &+= taps.count
      var slot = firstSlot
      var place = firstPlace &+ taps.place
      for _ in ys {
        ring.add(taps, slot, place, count)
        slot = ring.next(slot)
        place &-= nextPlace
      }
    }
    return columns &* ys.count &* node.pointee.block.count
  }

  private func fire<Cells: PixelNeurons>(_ y: Int, _ timestep: Int, _ neurons: inout Cells) {
    let channels = Int(node.pointee.channels)
    let block = node.pointee.block
    let words = (channels &+ 31) / 32
    let first = y &* Int(node.pointee.width)
    let spikes = node.pointee.spikes(timestep)
    neurons.kept.sums = ring.row(ring.slot(y))
    for pixel in first..<(first &+ Int(node.pointee.width)) {
      for channel in stride(from: block.lowerBound, to: block.upperBound, by: 32) {
        spikes[pixel &* words &+ channel &>> 5] = neurons.fireSums(
          channel: channel, element: pixel &* channels &+ channel,
          count: min(block.upperBound &- channel, 32))
      }
      neurons.kept.sums += channels
    }
  }
}
