import CAccelerator

/// The functional model of the accelerator, which counts what the machine does.
public final class AcceleratorEngine: Engine {
  public let kind = EngineKind.accelerator
  public let model: Model
  private let image: UnsafeMutablePointer<atsnn_image>
  private let accelerator: UnsafeMutablePointer<atsnn_accelerator>
  private let memory: AlignedMemory
  private let frameBytes: Int
  private var timestep = 0

  /// A machine for `model` with the image's own exit policy. Throws where the C reader refuses it.
  public init(_ model: Model) throws(EngineError) {
    self.model = model
    let network = model.network
    frameBytes = network.inputHeight * network.inputWidth * network.inputChannels
    image = .allocate(capacity: 1)
    image.initialize(to: atsnn_image())
    accelerator = .allocate(capacity: 1)
    accelerator.initialize(to: atsnn_accelerator())
    let opened = atsnn_image_open(image, model.bytes.baseAddress, model.bytes.count)
    guard opened == ATSNN_OK else {
      memory = AlignedMemory(0)
      throw Self.error(model, "the accelerator refuses the image", opened)
    }
    memory = AlignedMemory(atsnn_accelerator_memory_size(image))
    let begun = atsnn_accelerator_init(
      accelerator, image, memory.bytes.baseAddress, memory.bytes.count)
    guard begun == ATSNN_OK else {
      throw Self.error(model, "the accelerator does not start", begun)
    }
  }

  deinit {
    accelerator.deallocate()
    image.deallocate()
  }

  public func setPolicy(_ policy: EnginePolicy) throws(EngineError) {
    let result = policy.thresholds.withUnsafeBufferPointer { thresholds in
      var native = atsnn_policy(
        score: atsnn_score_kind(rawValue: UInt32(policy.score.rawValue)),
        minimum_timestep: UInt8(clamping: policy.minimumTimestep),
        maximum_timestep: UInt8(clamping: policy.maximumTimestep),
        thresholds: thresholds.baseAddress, budget: policy.budget ?? 0)
      return atsnn_accelerator_set_policy(accelerator, &native)
    }
    try check(result, "the accelerator refuses the exit policy")
  }

  public func begin(_ input: UnsafeRawBufferPointer) throws(EngineError) {
    precondition(input.count >= network.inputBytes)
    timestep = 0
    let pixels = network.takesEvents ? nil : bytes(input, at: 0)
    try check(atsnn_accelerator_begin(accelerator, pixels), "the accelerator refuses the input")
  }

  public func step(_ input: UnsafeRawBufferPointer) throws(EngineError) -> EngineStep {
    precondition(input.count >= network.inputBytes)
    let frame = network.takesEvents ? bytes(input, at: timestep * frameBytes) : nil
    var step = atsnn_step()
    try check(atsnn_accelerator_step(accelerator, frame, &step), "the accelerator cannot go on")
    timestep += 1
    return EngineStep(
      timestep: Int(step.timestep), reason: .init(rawValue: UInt8(step.reason.rawValue)),
      prediction: Int(step.prediction),
      score: step.has_score ? ScorePair(a: step.score_a, b: step.score_b) : nil)
  }

  private func bytes(_ input: UnsafeRawBufferPointer, at offset: Int) -> UnsafePointer<UInt8>? {
    input.bindMemory(to: UInt8.self).baseAddress.map { $0 + offset }
  }

  private func check(_ result: atsnn_result, _ problem: String) throws(EngineError) {
    guard result == ATSNN_OK else { throw Self.error(model, problem, result) }
  }

  private static func error(
    _ model: Model, _ problem: String, _ result: atsnn_result
  ) -> EngineError {
    EngineError(model.path, "\(problem) (\(String(cString: atsnn_result_name(result))))")
  }
}

// MARK: - After a step

extension AcceleratorEngine {
  public func logits() -> [Int32] {
    Array(UnsafeBufferPointer(start: atsnn_accelerator_logits(accelerator), count: network.classes))
  }

  public func readout() -> [Int32] {
    Array(
      UnsafeBufferPointer(start: atsnn_accelerator_readout(accelerator), count: network.classes))
  }

  public func outputDigest(_ node: Int) -> UInt64 {
    atsnn_accelerator_output_digest(accelerator, UInt32(node))
  }

  public func membraneDigest(_ node: Int) -> UInt64 {
    atsnn_accelerator_membrane_digest(accelerator, UInt32(node))
  }

  public func output(_ node: Int, _ element: Int) -> Int {
    Int(atsnn_accelerator_output(accelerator, UInt32(node), UInt32(element)))
  }

  public func membrane(_ node: Int, _ element: Int) -> Int {
    Int(atsnn_accelerator_membrane(accelerator, UInt32(node), UInt32(element)))
  }

  public func worstCaseOperations(_ node: Int) -> UInt64 {
    atsnn_image_worst_case(image, UInt32(node))
  }

  public func synapticOperations(_ node: Int) -> UInt64 { counts(node)[.synapticOperations] }

  public func spikes(_ node: Int) -> UInt64 { counts(node)[.spikes] }

  public func saturations(_ node: Int) -> UInt64 { counts(node)[.saturations] }

  /// What `node` did in the last step, or in `begin` where no step was made since.
  public func counts(_ node: Int) -> ActionCounts {
    ActionCounts(atsnn_accelerator_counts(accelerator, UInt32(node)))
  }

  /// What `node` did since `begin`, that included.
  public func totals(_ node: Int) -> ActionCounts {
    ActionCounts(atsnn_accelerator_totals(accelerator, UInt32(node)))
  }

  /// What `machine` did for each node in the last step, or in `begin` where no step was made since.
  /// `input` is what that call was given.
  public func machineCounts(
    _ machine: MachineConfiguration, _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> [MachineCounts] {
    var taken: UnsafePointer<UInt8>?
    if network.takesEvents {
      taken = timestep > 0 ? bytes(input, at: (timestep - 1) * frameBytes) : nil
    } else {
      taken = timestep == 0 ? bytes(input, at: 0) : nil
    }
    var nodes: [MachineCounts] = []
    for node in network.nodes.indices {
      var counts = atsnn_machine_counts()
      let result = withUnsafePointer(to: machine.native) {
        atsnn_machine_count($0, accelerator, taken, UInt32(node), &counts)
      }
      try check(result, "the machine cannot be counted")
      nodes.append(MachineCounts(counts))
    }
    return nodes
  }
}
