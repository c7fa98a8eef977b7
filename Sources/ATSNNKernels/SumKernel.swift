import CKernels

/// A spiking node of any connections: an output pixel's sums are kept in 32 bits while one connection
/// after the other adds to them; then its neurons step.
struct SumKernel: PixelKernel {
  private let node: UnsafePointer<atsnn_spiking_node>
  private let width: Int
  private let timesteps: Int

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    self.node = node
    width = Int(node.pointee.width)
    timesteps = Int(node.pointee.timesteps)
  }

  /// Channels in groups whose weights stay in a second-level cache.
  func run<Cells: PixelNeurons>(_ neurons: inout Cells) {
    let block = node.pointee.block
    var bytes = 1
    for index in 0..<count { bytes &+= term(index).bytesPerChannel }
    let width = max(128, SpikingKernel.groupBytes / bytes & ~127)
    for first in stride(from: block.lowerBound, to: block.upperBound, by: width) {
      let group = first..<min(first &+ width, block.upperBound)
      for index in 0..<count { term(index).fetch(group) }
      run(group, &neurons)
    }
  }

  private var count: Int { Int(node.pointee.connection_count) }

  @inline(__always)
  private func term(_ index: Int) -> SumTerm {
    SumTerm(node.pointee.connections + index, timesteps: node.pointee.timesteps)
  }

  private func run<Cells: PixelNeurons>(_ group: Range<Int>, _ neurons: inout Cells) {
    let first = Int(node.pointee.first_row)
    for y in first..<Int(node.pointee.end_row) {
      for index in 0..<count { term(index).listRows(y, isFirst: y == first) }
      var cursor = SumCursor(timesteps: timesteps, terms: count)
      var next = window(cursor, y)
      while cursor.x < width {
        // A list that was just written cannot be read at once: the next one is made meanwhile.
        let (window, here) = (next, cursor)
        cursor.advance()
        if cursor.x < width { next = self.window(cursor, y) }
        add(window, here, y, group, neurons.kept)
        if here.term &+ 1 == count { fire(here, y, group, &neurons) }
      }
    }
  }

  @inline(__always)
  private func window(_ cursor: SumCursor, _ y: Int) -> EventWindow {
    term(cursor.term).window(y, cursor.x, cursor.timestep, place: cursor.step & 1)
  }

  @inline(__always)
  private func add(
    _ window: EventWindow, _ cursor: SumCursor, _ y: Int, _ group: Range<Int>, _ kept: KeptSums
  ) {
    let target = SumTarget(
      pixel: y &* width &+ cursor.x, channels: Int(node.pointee.channels), group: group,
      isFirst: cursor.term == 0)
    let operations = term(cursor.term).add(window, cursor.timestep, to: target, kept)
    node.pointee.counts[cursor.timestep].operations &+= UInt64(truncatingIfNeeded: operations)
  }

  @inline(__always)
  private func fire<Cells: PixelNeurons>(
    _ cursor: SumCursor, _ y: Int, _ group: Range<Int>, _ neurons: inout Cells
  ) {
    let channels = Int(node.pointee.channels)
    let pixel = y &* width &+ cursor.x
    let spikes = node.pointee.spikes(cursor.timestep) + pixel &* ((channels &+ 31) / 32)
    for channel in stride(from: group.lowerBound, to: group.upperBound, by: 32) {
      spikes[channel &>> 5] = neurons.fireSums(
        channel: channel, element: pixel &* channels &+ channel,
        count: min(group.upperBound &- channel, 32))
    }
    neurons.count(cursor.timestep)
  }
}

/// A connection's turn at a pixel of a row and a timestep.
private struct SumCursor {
  private let timesteps: Int
  private let terms: Int
  private(set) var x = 0
  private(set) var timestep = 0
  private(set) var term = 0
  private(set) var step = 0

  init(timesteps: Int, terms: Int) {
    self.timesteps = timesteps
    self.terms = terms
  }

  @inline(__always)
  mutating func advance() {
    step &+= 1
    term &+= 1
    guard term == terms else { return }
    term = 0
    timestep &+= 1
    guard timestep == timesteps else { return }
    timestep = 0
    x &+= 1
  }
}
