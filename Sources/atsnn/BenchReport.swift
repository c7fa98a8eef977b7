import ATSNNEngines

/// What `bench` says.
struct BenchReport {
  private let images: Int
  private let threads: Int
  private let share: Share
  private let latency: Latency
  private let meanTimesteps: Double
  private let imagesPerSecond: Double
  private let operationsPerSecond: Double
  private let begin: Latency
  /// Synaptic operations and neuron updates a second of steps.
  private let rate: OperationRate

  init(_ inference: Inference, _ answers: [Answer], _ tally: Tally) {
    images = answers.count
    share = inference.threads.share
    let workers = max(1, min(inference.threads.acrossImages, answers.count))
    threads = share == .image ? inference.threads.withinImage : workers
    latency = Latency(answers.map(\.nanoseconds))
    meanTimesteps = Double(tally.timesteps) / Double(images)
    let busy = answers.reduce(0) { $0 + Double($1.nanoseconds) } / 1e9 / Double(workers)
    imagesPerSecond = Double(images) / busy
    operationsPerSecond = Double(tally.synapticOperations) / busy
    begin = Latency(answers.map(\.beginNanoseconds))
    rate = OperationRate(answers)
  }

  /// - Parameter profile: added where it is given.
  func json(_ profile: JSON?) -> JSON {
    let members: [(String, JSON)] = [
      ("images", .integer(images)),
      ("threads", .integer(threads)),
      ("share", .string(share.rawValue)),
      ("latency_us", latency.json),
      ("images_per_second", .number(imagesPerSecond)),
      ("synaptic_operations_per_second", .number(operationsPerSecond)),
      ("begin_us", begin.json),
      ("operations_per_second", rate.json),
      ("mean_timesteps", .number(meanTimesteps)),
    ]
    return .object(members + (profile.map { [("profile", $0)] } ?? []))
  }

  var text: String {
    """
    images               \(Format.integer(images)), \(threadText)
    latency an image     median \(Format.number(latency.median, 1)) us, \
    90 % below \(Format.number(latency.p90, 1)) us
    images a second      \(Format.number(imagesPerSecond, 1))
    synaptic operations  \(Format.number(operationsPerSecond / 1e6, 1)) million a second
    begin an image       median \(Format.number(begin.median, 1)) us, \
    90 % below \(Format.number(begin.p90, 1)) us
    operations           \(Format.number(rate.median / 1e6, 1)) million a second of steps, \
    90 % above \(Format.number(rate.p10 / 1e6, 1))
    mean timesteps       \(Format.number(meanTimesteps, 3))
    """
  }
}

extension BenchReport {
  private var threadText: String {
    share == .image ? "threads \(threads), all on the same image" : "threads \(threads)"
  }
}

/// Synaptic operations and neuron updates a second, image by image, while its timesteps run: without
/// begin, which a budget does not count.
struct OperationRate {
  let median: Double
  /// Nine of ten images are at least as fast.
  let p10: Double

  init(_ answers: [Answer]) {
    let rates = answers.map { answer in
      Double(answer.operations) * 1e9 / Double(max(answer.nanoseconds - answer.beginNanoseconds, 1))
    }.sorted()
    median = rates.isEmpty ? 0 : rates[(rates.count - 1) / 2]
    p10 = rates.isEmpty ? 0 : rates[(rates.count - 1) / 10]
  }

  var json: JSON { .object([("median", .number(median)), ("p10", .number(p10))]) }
}
