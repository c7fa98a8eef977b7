import CKernels

/// The sums that a connection adds to: channels of an output pixel.
struct SumTarget {
  let pixel: Int
  let channels: Int
  let group: Range<Int>
  /// Whether no other connection has added to them.
  let isFirst: Bool

  var element: Int { pixel &* channels }
  /// Channels from `channel` on that are in one vector.
  func lanes(_ channel: Int) -> Int { min(group.upperBound &- channel, 16) }
  /// Channels behind the last whole vector.
  var tail: Range<Int> { group.upperBound & ~15..<group.upperBound }
}

/// What one connection adds to a node's sums.
struct SumTerm {
  private let connection: UnsafePointer<atsnn_connection>
  private let timesteps: UInt32

  @inline(__always)
  init(_ connection: UnsafePointer<atsnn_connection>, timesteps: UInt32) {
    self.connection = connection
    self.timesteps = timesteps
  }

  private var isIdentity: Bool { connection.pointee.weight_bytes == 4 }
  private var isCounted: Bool { connection.pointee.maximum_count > 1 }

  /// Bytes of weights of a channel.
  var bytesPerChannel: Int {
    isIdentity ? 4 : Synapse(connection).rows &* Int(connection.pointee.weight_bytes)
  }

  func fetch(_ group: Range<Int>) {
    if !isIdentity { Synapse(connection).fetch(group) }
  }

  /// Lists the source rows that row `y` of windows sees and the row before, unless it is the first,
  /// did not.
  func listRows(_ y: Int, isFirst: Bool) {
    guard !isIdentity else { return }
    let before = top(y &- 1) &+ Int(connection.pointee.kernel_height)
    let seen = min(max(before, 0), Int(connection.pointee.source_height))
    var rows = EventRows(connection, timesteps: timesteps, listed: isFirst ? 0 : seen)
    rows.advance(to: top(y))
  }

  /// What a window sees, listed.
  ///
  /// - Parameter place: 0 or 1, where the list goes.
  @inline(__always)
  func window(_ y: Int, _ x: Int, _ timestep: Int, place: Int) -> EventWindow {
    var window = EventWindow(connection, place)
    guard !isIdentity else { return window }
    let rows = EventRows(connection, timesteps: timesteps)
    window.list(rows, top: top(y), timestep: timestep, x: x, counted: isCounted)
    return window
  }

  /// - Returns: synaptic operations (rule C1).
  @inline(__always)
  func add(
    _ window: EventWindow, _ timestep: Int, to target: SumTarget, _ kept: KeptSums
  ) -> Int {
    guard !isIdentity else {
      return Identity(connection).add(timestep, to: target, kept)
    }
    let isWide = connection.pointee.weight_bytes == 2
    switch (isWide, isCounted) {
    case (false, false): addSpikes(window, to: target, kept)
    case (false, true): addCounts(window, to: target, kept)
    case (true, false): addWideSpikes(window, to: target, kept)
    case (true, true): addWideCounts(window, to: target, kept)
    }
    if target.tail.count > 0 { addTail(window, to: target, kept) }
    return window.count &* target.group.count
  }

  @inline(__always)
  private func top(_ y: Int) -> Int {
    y &* Int(connection.pointee.stride_height) &- Int(connection.pointee.padding_height)
  }

  @inline(never)
  private func addSpikes(_ window: EventWindow, to target: SumTarget, _ kept: KeptSums) {
    let synapse = Synapse(connection)
    target.forEachBlock(atMost: atsnn_has_wide_blocks() ? 128 : 64) { channel, width in
      synapse.add(
        window, channel, width, to: kept, target.element, isFirst: target.isFirst,
        counted: false)
    }
  }

  @inline(never)
  private func addCounts(_ window: EventWindow, to target: SumTarget, _ kept: KeptSums) {
    let synapse = Synapse(connection)
    target.forEachBlock(atMost: atsnn_has_wide_blocks() ? 128 : 64) { channel, width in
      synapse.add(
        window, channel, width, to: kept, target.element, isFirst: target.isFirst,
        counted: true)
    }
  }

  @inline(never)
  private func addWideSpikes(_ window: EventWindow, to target: SumTarget, _ kept: KeptSums) {
    addWide(window, SpikeFactors(), to: target, kept)
  }

  @inline(never)
  private func addWideCounts(_ window: EventWindow, to target: SumTarget, _ kept: KeptSums) {
    addWide(window, CountFactors(counts: window.counts), to: target, kept)
  }

  @inline(never)
  private func addTail(_ window: EventWindow, to target: SumTarget, _ kept: KeptSums) {
    if isCounted {
      addTail(window, CountFactors(counts: window.counts), to: target, kept)
    } else {
      addTail(window, SpikeFactors(), to: target, kept)
    }
  }

  @inline(__always)
  private func addTail<Factors: RowFactors>(
    _ window: EventWindow, _ factors: Factors, to target: SumTarget, _ kept: KeptSums
  ) {
    let rows = LooseRows(
      connection, window.events, window.count, factors, channels: target.channels)
    let first = target.tail.lowerBound
    kept.add(rows.sums(first), first, target.element, isFirst: target.isFirst)
    rows.addLast(target.tail, to: kept.sums)
  }

  @inline(__always)
  private func addWide<Factors: RowFactors>(
    _ window: EventWindow, _ factors: Factors, to target: SumTarget, _ kept: KeptSums
  ) {
    let synapse = Synapse(connection)
    target.forEachBlock(atMost: 64) { channel, width in
      synapse.addWide(
        window, factors, channel, width, to: kept, target.element, isFirst: target.isFirst)
    }
  }
}

extension SumTarget {
  /// The group's whole vectors in blocks as wide as they go: 128, 64, 32, 16 channels.
  @inline(__always)
  fileprivate func forEachBlock(atMost widest: Int, _ body: (Int, Int) -> Void) {
    var channel = group.lowerBound
    while channel < tail.lowerBound {
      let left = tail.lowerBound &- channel
      if left >= 128 && widest == 128 {
        body(channel, 128)
        channel &+= 128
      } else if left >= 64 {
        body(channel, 64)
        channel &+= 64
      } else if left >= 32 {
        body(channel, 32)
        channel &+= 32
      } else {
        body(channel, 16)
        channel &+= 16
      }
    }
  }
}
