import ATSNNRuntime

/// The Swift runtime in memory of its own.
public final class RuntimeEngine: Engine {
  public let kind = EngineKind.runtime
  public let model: Model
  var session: Session
  /// The instruction set whose kernels run.
  public let kernels: KernelSet
  private let memory: AlignedMemory
  /// nil where one thread does all.
  private let team: ThreadTeam?
  private let frameBytes: Int

  /// A session for `model` with the image's own exit policy.
  ///
  /// - Parameters:
  ///   - threads: that share the work of an image, the caller's included.
  ///   - leastWork: of a node that they share, as `SliceRunner.init` says.
  public init(
    _ model: Model, threads: Int = 1, leastWork: Int = SliceRunner.usualLeastWork
  ) throws(EngineError) {
    self.model = model
    kernels = try KernelSet.chosen()
    memory = AlignedMemory(MemoryPlan(model.image, slices: threads).totalBytes)
    frameBytes = model.image.input.byteCount
    team = threads > 1 ? ThreadTeam(threads) : nil
    do {
      if let runner = team?.runner(leastWork: leastWork) {
        session = try Session(
          image: model.image, memory: memory.bytes, kernels: kernels, runner: runner)
      } else {
        session = try Session(image: model.image, memory: memory.bytes, kernels: kernels)
      }
    } catch {
      throw Self.error(model, "the runtime does not start", error)
    }
  }

  public func setPolicy(_ policy: EnginePolicy) throws(EngineError) {
    do {
      try session.setPolicy(
        ExitPolicy(
          score: ExitScore(rawValue: policy.score.rawValue) ?? .never,
          minimumTimestep: policy.minimumTimestep, maximumTimestep: policy.maximumTimestep,
          uniformThreshold: policy.thresholds.first ?? 0, budget: policy.budget))
      for (index, threshold) in policy.thresholds.enumerated() {
        try session.setThreshold(threshold, timestep: index + 1)
      }
    } catch {
      throw Self.error(model, "the runtime refuses the exit policy", error)
    }
  }

  public func begin(_ input: UnsafeRawBufferPointer) throws(EngineError) {
    precondition(input.count >= network.inputBytes)
    do {
      if network.takesEvents {
        try session.beginEvents()
      } else {
        try session.begin(image: frame(input, 0))
      }
    } catch {
      throw Self.error(model, "the runtime refuses the input", error)
    }
  }

  public func step(_ input: UnsafeRawBufferPointer) throws(EngineError) -> EngineStep {
    precondition(input.count >= network.inputBytes)
    do {
      let step =
        network.takesEvents
        ? try session.step(frame: frame(input, session.timestep)) : try session.step()
      return EngineStep(step)
    } catch {
      throw Self.error(model, "the runtime cannot go on", error)
    }
  }

  public func stepGroup(_ input: UnsafeRawBufferPointer) throws(EngineError) -> EngineStep {
    try stepGroup(input, after: { _ in })
  }

  /// `stepGroup`, with `after` called after each node.
  public func stepGroup(
    _ input: UnsafeRawBufferPointer, after: (Int) -> Void
  ) throws(EngineError) -> EngineStep {
    precondition(input.count >= network.inputBytes)
    do {
      return EngineStep(
        network.takesEvents
          ? try session.stepGroup(frames: input, after: after)
          : try session.stepGroup(after: after))
    } catch {
      throw Self.error(model, "the runtime cannot go on", error)
    }
  }

  /// What runs a node: an instruction set's name, or `reference`.
  public func kernelName(_ node: Int) -> String {
    (session.isVectorized(node: node) ? kernels : .reference).name
  }

  private func frame(_ input: UnsafeRawBufferPointer, _ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: input[(index * frameBytes)...].prefix(frameBytes))
  }

  /// Rules C1 and C3, of the timesteps of the last `step` or `stepGroup`, summed up.
  public func groupCounts(_ node: Int) -> (synapticOperations: UInt64, spikes: UInt64) {
    let counts = session.groupCounts(node: node)
    return (counts.synapticOperations, UInt64(counts.spikes))
  }

  static func error(
    _ model: Model, _ problem: String, _ fault: SessionError
  ) -> EngineError {
    EngineError(model.path, "\(problem) (\(fault))")
  }
}

extension EngineStep {
  fileprivate init(_ step: Step) {
    self.init(
      timestep: step.timestep, reason: step.reason.flatMap { .init(rawValue: $0.rawValue) },
      prediction: step.prediction,
      score: step.score.map { ScorePair(a: $0.numerator, b: $0.denominator) })
  }
}

// MARK: - After a step

extension RuntimeEngine {
  public func logits() -> [Int32] { Array(session.logits()) }

  public func readout() -> [Int32] { Array(session.readout()) }

  public func outputDigest(_ node: Int) -> UInt64 { session.outputDigest(node: node) }

  public func membraneDigest(_ node: Int) -> UInt64 { session.membraneDigest(node: node) }

  public func output(_ node: Int, _ element: Int) -> Int {
    session.output(node: node, element: element)
  }

  public func membrane(_ node: Int, _ element: Int) -> Int {
    Int(session.membrane(node: node, element: element))
  }

  public func worstCaseOperations(_ node: Int) -> UInt64 {
    session.worstCaseOperations(node: node)
  }

  public func synapticOperations(_ node: Int) -> UInt64 { session.synapticOperations(node: node) }

  public func spikes(_ node: Int) -> UInt64 { UInt64(session.spikes(node: node)) }

  public func saturations(_ node: Int) -> UInt64 { UInt64(session.saturations(node: node)) }
}
