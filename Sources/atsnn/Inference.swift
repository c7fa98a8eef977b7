import ATSNNEngines
import Foundation

/// What one input came to.
struct Answer: Sendable {
  var prediction = 0
  /// From 1.
  var timestep = 0
  /// Time of begin and all steps, without reading the data.
  var nanoseconds: UInt64 = 0
  /// The part of it that begin took.
  var beginNanoseconds: UInt64 = 0
  /// Synaptic operations and neuron updates of all steps (D of rule X9).
  var operations: UInt64 = 0
  var reason = ExitReasonKind.last
}

/// What was counted over some inputs.
struct Tally: Sendable {
  var synapticOperations: UInt64 = 0
  /// Spikes of each spiking node.
  var spikes: [UInt64]
  /// Timesteps executed.
  var timesteps: UInt64 = 0

  mutating func add(_ other: Tally) {
    synapticOperations += other.synapticOperations
    timesteps += other.timesteps
    for index in spikes.indices { spikes[index] += other.spikes[index] }
  }
}

/// Runs inputs through the runtime, in threads, and keeps the answers in the order of the inputs.
struct Inference {
  let model: Model
  let policy: EnginePolicy
  let threads: ShareOptions
  /// The timestep at which each input leaves; nil leaves that to the policy.
  var schedule: [Int]?

  /// Answers to all of `inputs`, and what was counted. Both are the same for every thread count.
  func run(_ inputs: Inputs, _ progress: Progress?) throws -> (answers: [Answer], tally: Tally) {
    let model = model
    let policy = policy
    let schedule = schedule
    let sharing = threads.withinImage
    let workers = try Workers(threads: threads.acrossImages).share(
      inputs.count,
      make: { try InferenceWorker(model, policy, threads: sharing) },
      work: { worker, index in
        try inputs.copy(index, into: worker.input.bytes)
        if let schedule { try worker.leave(at: schedule[index]) }
        try worker.run(index)
        progress?.advance()
      })
    progress?.finish()
    var answers = [Answer](repeating: Answer(), count: inputs.count)
    var tally = Tally(spikes: model.network.spikingNodes.map { _ in 0 })
    for worker in workers {
      for (index, answer) in worker.answers { answers[index] = answer }
      tally.add(worker.tally)
    }
    return (answers, tally)
  }
}

/// One thread's engine and results.
struct InferenceWorker {
  let input: InputMemory
  private(set) var answers: [(Int, Answer)] = []
  private(set) var tally: Tally
  private let engine: RuntimeEngine
  private let policy: EnginePolicy
  /// Whether every timestep is run by itself, as a processor must that leaves by its answers.
  private var isStepped = false
  private let spikingNodes: [Int]

  /// - Parameter threads: that share an image.
  init(_ model: Model, _ policy: EnginePolicy, threads: Int) throws {
    engine = try RuntimeEngine(model, threads: threads)
    self.policy = policy
    try engine.setPolicy(policy)
    input = InputMemory(model.network.inputBytes)
    spikingNodes = model.network.spikingNodes
    tally = Tally(spikes: spikingNodes.map { _ in 0 })
  }

  /// The runs to come leave at `timestep`, as if the exit test had decided so there.
  mutating func leave(at timestep: Int) throws {
    isStepped = true
    try engine.setPolicy(policy.leaving(at: timestep))
  }

  /// Runs what is in `input` as input number `index`.
  mutating func run(_ index: Int) throws {
    var answer = Answer()
    let bytes = UnsafeRawBufferPointer(input.bytes)
    var start = DispatchTime.now().uptimeNanoseconds
    try engine.begin(bytes)
    answer.beginNanoseconds = DispatchTime.now().uptimeNanoseconds - start
    while true {
      let step = try isStepped ? engine.step(bytes) : engine.stepGroup(bytes)
      answer.nanoseconds += DispatchTime.now().uptimeNanoseconds - start
      answer.operations += count(step.timestep - answer.timestep)
      answer.timestep = step.timestep
      answer.prediction = step.prediction
      if let reason = step.reason {
        answer.reason = reason
        break
      }
      start = DispatchTime.now().uptimeNanoseconds
    }
    answers.append((index, answer))
  }

  /// Adds the last timesteps, which ran together, to the tally.
  ///
  /// - Returns: their synaptic operations and neuron updates.
  private mutating func count(_ timesteps: Int) -> UInt64 {
    tally.timesteps += UInt64(timesteps)
    let network = engine.network
    let counts = network.nodes.indices.map { engine.groupCounts($0) }
    let synaptic = counts.reduce(0) { $0 + $1.synapticOperations }
    tally.synapticOperations += synaptic
    for (index, node) in spikingNodes.enumerated() { tally.spikes[index] += counts[node].spikes }
    return synaptic + UInt64(timesteps) * network.neuronUpdates
  }
}

/// Memory for one input, aligned for engines.
final class InputMemory {
  let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int) {
    bytes = .allocate(byteCount: count, alignment: 64)
  }

  deinit {
    bytes.deallocate()
  }
}
