/// The bytes of memory that a session needs, a pure function of the image.
///
/// Each part is a multiple of 64 bytes. On a processor with 32-bit addresses a part that does not fit
/// them is `Int.max`, and so is refused by every session.
public struct MemoryPlan: Equatable, Sendable {
  /// Membrane potentials of the spiking nodes; potentials, logits and sums of the read-out.
  public let membraneBytes: Int
  /// Outputs of the nodes: a bit a spike, counts after sum pooling in 8 or 16 bits.
  public let spikeBytes: Int
  /// Outputs of the other timesteps that run together with one, where vector kernels are built in.
  public let groupBytes: Int
  /// What the input image adds to a node at every timestep (rule I2).
  public let cachedCurrentBytes: Int
  /// Synaptic sums of one output pixel; where vector kernels are built in, their lists of events;
  /// as often as slices of a node run at the same time.
  public let scratchBytes: Int
  /// Nodes and connections made ready to run, counts, thresholds of the exit.
  public let tableBytes: Int

  /// - Parameter slices: those of the session's `SliceRunner`, 1 without one.
  public init(_ image: ModelImage, slices: Int = 1) {
    self = image.indexed { MemoryPlan(indexed: $0, slices: slices) }
  }

  @inline(__always)
  private init(indexed image: ModelImage, slices: Int) {
    var sum = NodeBytes()
    for index in 0..<image.nodeCount {
      let node = image.node(index)
      sum.add(NodeBytes(image, node, index: index))
    }
    membraneBytes = Int(clamping: sum.membranes)
    spikeBytes = Int(clamping: sum.output)
    cachedCurrentBytes = Int(clamping: sum.cache)
    #if canImport(CKernels)
      let scratch = MemoryPlan.sliceBytes(image) &* UInt64(truncatingIfNeeded: slices)
      scratchBytes = Int(clamping: scratch)
      let others = UInt64(max(TimestepGroup.greatest(image), 1) - 1)
      groupBytes = Int(clamping: others * sum.output)
    #else
      scratchBytes = MemoryPlan.sumBytes(image)
      groupBytes = 0
    #endif
    tableBytes = TableOffsets(image).end
  }

  #if canImport(CKernels)
    /// Bytes of the scratch of a slice.
    static func sliceBytes(_ image: ModelImage) -> UInt64 {
      UInt64(MemoryPlan.sumBytes(image)) &+ VectorScratch.bytes(image)
    }
  #endif

  /// Bytes of the sums of one output pixel of the widest node.
  static func sumBytes(_ image: ModelImage) -> Int {
    var channels = 0
    for index in 0..<image.nodeCount {
      let node = image.node(index)
      channels = max(channels, node.hasChannels ? node.shape.channels : 0)
    }
    return (4 * channels + 63) & ~63
  }

  /// What to give to `Session.init`.
  public var totalBytes: Int {
    let parts =
      MemoryPlan.wide(membraneBytes) &+ MemoryPlan.wide(spikeBytes)
      &+ MemoryPlan.wide(cachedCurrentBytes) &+ MemoryPlan.wide(scratchBytes)
      &+ MemoryPlan.wide(tableBytes) &+ MemoryPlan.wide(groupBytes)
    return Int(clamping: parts)
  }

  private static func wide(_ bytes: Int) -> UInt64 { UInt64(truncatingIfNeeded: bytes) }
}

/// Bytes of one node, each part rounded up to 64. An image has at most 2^12 nodes of 2^26 elements:
/// no product and no sum is near 2^63.
struct NodeBytes {
  var membranes: UInt64 = 0
  var output: UInt64 = 0
  var cache: UInt64 = 0

  init() {}

  init(_ image: ModelImage, _ node: Node, index: Int) {
    let elements = node.shape.wideElementCount
    if node.kind == .readOut {
      membranes = NodeBytes.rounded(elements &* UInt64(ReadOutState.bytesPerClass))
    } else {
      membranes = NodeBytes.rounded(elements &* UInt64(truncatingIfNeeded: node.membraneBits &>> 3))
      output = NodeBytes.rounded(TensorForm(node).byteCount(node.shape))
    }
    let cacheForm = CacheForm(image, node, index: index)
    cache = NodeBytes.rounded(elements &* UInt64(truncatingIfNeeded: cacheForm.elementBytes))
  }

  mutating func add(_ other: NodeBytes) {
    membranes &+= other.membranes
    output &+= other.output
    cache &+= other.cache
  }

  private static func rounded(_ count: UInt64) -> UInt64 { (count &+ 63) & ~63 }
}

/// Places in the table part, from its start.
struct TableOffsets {
  let synapses: Int
  let thresholds: Int
  let end: Int

  init(
    _ image: ModelImage, layerBytes: Int = MemoryLayout<Layer>.stride,
    synapseBytes: Int = MemoryLayout<Synapse>.stride
  ) {
    synapses = TableOffsets.rounded(layerBytes * image.nodeCount)
    let connections = synapseBytes * image.connectionCount
    thresholds = synapses + TableOffsets.rounded(connections)
    end = thresholds + TableOffsets.rounded(4 * image.timesteps)
  }

  private static func rounded(_ count: Int) -> Int { (count + 63) & ~63 }
}
