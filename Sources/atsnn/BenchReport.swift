import ATSNNEngines

/// What `bench` says.
struct BenchReport {
  private let images: Int
  private let threads: Int
  private let latency: Latency
  private let meanTimesteps: Double
  private let imagesPerSecond: Double
  private let operationsPerSecond: Double

  init(_ inference: Inference, _ answers: [Answer], _ tally: Tally) {
    images = answers.count
    threads = max(1, min(inference.threads, answers.count))
    latency = Latency(answers.map(\.nanoseconds))
    meanTimesteps = Double(tally.timesteps) / Double(images)
    let busy = answers.reduce(0) { $0 + Double($1.nanoseconds) } / 1e9 / Double(threads)
    imagesPerSecond = Double(images) / busy
    operationsPerSecond = Double(tally.synapticOperations) / busy
  }

  var json: JSON {
    .object([
      ("images", .integer(images)),
      ("threads", .integer(threads)),
      ("latency_us", latency.json),
      ("images_per_second", .number(imagesPerSecond)),
      ("synaptic_operations_per_second", .number(operationsPerSecond)),
      ("mean_timesteps", .number(meanTimesteps)),
    ])
  }

  var text: String {
    """
    images               \(Format.integer(images)), threads \(threads)
    latency an image     median \(Format.number(latency.median, 1)) us, \
    90 % below \(Format.number(latency.p90, 1)) us
    images a second      \(Format.number(imagesPerSecond, 1))
    synaptic operations  \(Format.number(operationsPerSecond / 1e6, 1)) million a second
    mean timesteps       \(Format.number(meanTimesteps, 3))
    """
  }
}
