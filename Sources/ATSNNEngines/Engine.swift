/// The implementations of the arithmetic that the program can run.
public enum EngineKind: String, CaseIterable, Sendable {
  /// The Swift runtime.
  case runtime
  /// The functional model of the accelerator, in C.
  case accelerator

  /// The one that checks this one.
  public var other: EngineKind { self == .runtime ? .accelerator : .runtime }
}

/// What a timestep came to.
public struct EngineStep: Equatable, Sendable {
  /// From 1.
  public let timestep: Int
  /// Why the answer is given; nil when the run goes on.
  public let reason: ExitReasonKind?
  /// Class of rule R4.
  public let prediction: Int
  /// Rule X8; nil for "never".
  public let score: ScorePair?

  /// The answer is given: the run is over.
  public var exits: Bool { reason != nil }

  public init(timestep: Int, reason: ExitReasonKind?, prediction: Int, score: ScorePair?) {
    self.timestep = timestep
    self.reason = reason
    self.prediction = prediction
    self.score = score
  }
}

/// One model image in one implementation, with its state. Not to be used from two threads at once.
///
/// A run is `begin`, then `step` until a step exits; the rest tells of the last step.
public protocol Engine: AnyObject {
  var kind: EngineKind { get }
  var model: Model { get }

  /// Replaces the image's exit policy for the runs to come.
  func setPolicy(_ policy: EnginePolicy) throws(EngineError)

  /// Starts a run. `input` holds `network.inputBytes` bytes: an image, or all event frames.
  func begin(_ input: UnsafeRawBufferPointer) throws(EngineError)

  /// Runs one timestep on the input that `begin` was given.
  func step(_ input: UnsafeRawBufferPointer) throws(EngineError) -> EngineStep

  /// Runs timesteps up to the next that may give the answer, at least one.
  ///
  /// - Returns: the last one's end; what the rest tells is then of that one.
  func stepGroup(_ input: UnsafeRawBufferPointer) throws(EngineError) -> EngineStep

  /// z_t, one a class (rule R1).
  func logits() -> [Int32]

  /// y_t, one a class (rule R3).
  func readout() -> [Int32]

  /// Rule D2; `node` is spiking or pooling.
  func outputDigest(_ node: Int) -> UInt64

  /// Rule D3; `node` is spiking.
  func membraneDigest(_ node: Int) -> UInt64

  /// A spike or a count; `node` is spiking or pooling, `element` counts by rule T2.
  func output(_ node: Int, _ element: Int) -> Int

  /// A membrane potential; `node` is spiking.
  func membrane(_ node: Int, _ element: Int) -> Int

  /// Rule C5: operations at any timestep at most, updates included.
  func worstCaseOperations(_ node: Int) -> UInt64

  /// Rule C1, this timestep.
  func synapticOperations(_ node: Int) -> UInt64

  /// Rule C3, this timestep; `node` is spiking.
  func spikes(_ node: Int) -> UInt64

  /// Rule C4, this timestep.
  func saturations(_ node: Int) -> UInt64
}

extension Engine {
  /// One timestep, for an engine that runs none together.
  public func stepGroup(
    _ input: UnsafeRawBufferPointer
  ) throws(EngineError) -> EngineStep { try step(input) }

  public var network: Network { model.network }

  /// W of rule X9: operations of a timestep at most.
  public var worstCaseOperations: UInt64 {
    network.nodes.indices.reduce(0) { $0 + worstCaseOperations($1) }
  }

  /// Runs `input` to its answer and calls `body` after every step.
  public func run(
    _ input: UnsafeRawBufferPointer, _ body: (EngineStep) throws(EngineError) -> Void
  ) throws(EngineError) {
    try begin(input)
    while true {
      let step = try step(input)
      try body(step)
      if step.exits { return }
    }
  }

  /// All values of a spiking or pooling node after the last step.
  public func trace(_ node: Int) -> NodeTrace {
    let description = network.nodes[node]
    let elements = 0..<description.elements
    return NodeTrace(
      output: elements.map { output(node, $0) },
      membranes: description.kind == .spiking ? elements.map { membrane(node, $0) } : nil)
  }
}

extension EngineKind {
  /// A new engine of this kind for `model`, with the image's own exit policy.
  ///
  /// - Parameter threads: that share every node of the runtime; the accelerator's model has none.
  public func engine(_ model: Model, threads: Int = 1) throws(EngineError) -> any Engine {
    switch self {
    case .runtime: try RuntimeEngine(model, threads: threads, leastWork: 0)
    case .accelerator: try AcceleratorEngine(model)
    }
  }
}
