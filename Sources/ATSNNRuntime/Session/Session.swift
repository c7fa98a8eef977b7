/// One inference at a time, in memory that the caller owns: no call allocates.
///
/// The order is timestep-major: all nodes for timestep 1, the exit test, then timestep 2; only
/// `stepGroup` and `run` take several timesteps together, where no answer can fall between them. The
/// model is the image, the configuration is the policy, the state is the caller's memory; `reset` clears the
/// state alone. The image's bytes and the memory must outlive the session.
public struct Session: ~Copyable {
  public let image: ModelImage
  /// When a run ends; the image's policy unless `setPolicy` gave another.
  public internal(set) var policy: ExitPolicy
  /// Timesteps executed since the last `begin` or `reset`.
  public internal(set) var timestep = 0
  /// Synaptic operations and neuron updates of those timesteps (D of rule X9).
  public internal(set) var operations: UInt64 = 0
  /// What a timestep may come to.
  public let limits: OperationLimits
  var phase = Phase.idle
  var workspace: Workspace
  let thresholds: UnsafeMutablePointer<UInt32>

  enum Phase {
    case idle
    case running
    case finished
  }

  /// - Parameters:
  ///   - image: the checked model.
  ///   - memory: at least `MemoryPlan(image).totalBytes` at a multiple of 64; any contents.
  ///   - kernels: the same results from every set; one that is not available is replaced by the
  ///     reference one.
  /// - Throws: `.memorySize`, `.memoryAlignment`.
  public init(
    image: ModelImage, memory: UnsafeMutableRawBufferPointer, kernels set: KernelSet = .best
  ) throws(SessionError) {
    try self.init(image, memory, MemoryPlan(image), set)
  }

  @inline(__always)
  init(
    _ image: ModelImage, _ memory: UnsafeMutableRawBufferPointer, _ plan: MemoryPlan,
    _ set: KernelSet
  ) throws(SessionError) {
    guard let base = memory.baseAddress, memory.count >= plan.totalBytes else {
      throw .memorySize
    }
    guard UInt(bitPattern: base) % 64 == 0 else { throw .memoryAlignment }
    let tables = TableOffsets(image)
    self.image = image
    policy = image.exitPolicy
    thresholds = (base + tables.thresholds)
      .bindMemory(to: UInt32.self, capacity: image.timesteps)
    workspace = image.indexed {
      Workspace($0, base: base, plan: plan, tables: tables, kernels: set)
    }
    limits = workspace.operationLimits
    useThresholds(of: policy)
    reset()
  }

  /// Clears the neuron state of every node and forgets the timesteps, nothing else: the policy and
  /// the cached current of the last image stay. A run may then start again without `begin`.
  public mutating func reset() { reset(spiking: true) }

  /// Clears the read-out and, if wanted, the membranes of spiking nodes.
  mutating func reset(spiking: Bool) {
    for index in 0..<image.nodeCount {
      let isReadOut = workspace.layers[index].node.kind == .readOut
      if spiking || isReadOut { workspace.clearMembranes(index) }
      workspace.layers[index].counts = NodeCounts()
    }
    timestep = 0
    operations = 0
    if phase != .idle { phase = .running }
  }
}
