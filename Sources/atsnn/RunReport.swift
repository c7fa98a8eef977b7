import ATSNNEngines

/// What `run` says.
struct RunReport {
  let images: Int
  /// Right answers; nil without labels.
  let correct: Int?
  let predictions: [Int]
  /// Answers at each timestep, timestep 1 first, up to the policy's maximum.
  let exitHistogram: [Int]
  /// Answers by reason.
  let exitReasons: [(reason: ExitReasonKind, images: Int)]
  let latency: Latency
  /// Synaptic operations and neuron updates: the mean, and those of the image with most of them.
  let operationsPerImage: Double
  let greatestOperations: UInt64
  let synapticOperationsPerImage: Double
  /// Name, and spikes a neuron and executed timestep, of each spiking layer.
  let spikeRates: [(name: String, rate: Double)]

  init(_ inference: Inference, _ inputs: Inputs, _ answers: [Answer], _ tally: Tally) {
    images = answers.count
    let labels = answers.indices.compactMap { inputs.label($0) }
    correct =
      labels.count < answers.count
      ? nil : zip(labels, answers).count { $0 == $1.prediction }
    predictions = answers.map(\.prediction)
    var histogram = [Int](repeating: 0, count: inference.policy.maximumTimestep)
    for answer in answers { histogram[answer.timestep - 1] += 1 }
    exitHistogram = histogram
    exitReasons = ExitReasonKind.allCases.map { reason in
      (reason, answers.count { $0.reason == reason })
    }
    operationsPerImage = answers.reduce(0) { $0 + Double($1.operations) } / Double(images)
    greatestOperations = answers.map(\.operations).max() ?? 0
    latency = Latency(answers.map(\.nanoseconds))
    synapticOperationsPerImage = Double(tally.synapticOperations) / Double(images)
    let network = inference.model.network
    spikeRates = zip(network.spikingNodes, tally.spikes).map { node, spikes in
      let possible = Double(tally.timesteps) * Double(network.nodes[node].elements)
      return (network.nodes[node].name, Double(spikes) / possible)
    }
  }

  /// Share of right answers, 0...1; nil without labels.
  var accuracy: Double? { correct.map { Double($0) / Double(images) } }

  var meanTimesteps: Double {
    let sum = exitHistogram.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return Double(sum) / Double(images)
  }
}

/// Times of single inputs.
struct Latency {
  /// Microseconds.
  let median: Double
  let p90: Double

  init(_ nanoseconds: [UInt64]) {
    let sorted = nanoseconds.sorted()
    median = Self.quantile(sorted, 0.5)
    p90 = Self.quantile(sorted, 0.9)
  }

  /// The smallest time that is at least as long as `share` of all.
  private static func quantile(_ sorted: [UInt64], _ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let index = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return Double(sorted[max(index, 0)]) / 1000
  }

  var json: JSON { .object([("median", .number(median)), ("p90", .number(p90))]) }
}
