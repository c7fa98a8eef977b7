/// How the float network does on labelled records.
public struct FloatEvaluation: Sendable, Equatable {
  public let images: Int
  /// Right answers with the exit policy.
  public let correct: Int
  /// Right answers if all records ran to timestep t, t from 1.
  public let correctPerTimestep: [Int]
  /// Records that answered at timestep t, t from 1.
  public let exitHistogram: [Int]

  /// Share of right answers with the exit policy, 0...1.
  public var accuracy: Double { Double(correct) / Double(max(images, 1)) }

  public var meanTimesteps: Double {
    let total = exitHistogram.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return Double(total) / Double(max(images, 1))
  }
}

/// What the float network says of one record, per timestep.
struct FloatAnswers: Sendable {
  let label: Int
  let answers: [Int]
  /// Of the policy's score; see `FloatReadout.score`.
  let scores: [Double]

  init(label: Int, readouts: [[Double]], score: FloatExitPolicy.Score) {
    self.label = label
    answers = readouts.map(FloatReadout.answer)
    scores = readouts.map { FloatReadout.score($0, score) }
  }

  /// The timestep, from 1, at which `policy` answers.
  func exit(_ policy: FloatExitPolicy) -> Int {
    let early = policy.minimumTimestep..<max(policy.maximumTimestep, policy.minimumTimestep)
    return early.first { policy.passes(scores[$0 - 1], timestep: $0) } ?? policy.maximumTimestep
  }
}

extension FloatEvaluation {
  /// The figures of `answers` under `policy`.
  init(_ answers: [FloatAnswers], policy: FloatExitPolicy, timesteps: Int) {
    var histogram = [Int](repeating: 0, count: timesteps)
    var full = histogram
    var correct = 0
    for record in answers {
      let exit = record.exit(policy)
      histogram[exit - 1] += 1
      if record.answers[exit - 1] == record.label { correct += 1 }
      for index in 0..<timesteps where record.answers[index] == record.label { full[index] += 1 }
    }
    images = answers.count
    self.correct = correct
    correctPerTimestep = full
    exitHistogram = histogram
  }
}
