/// What the integer network says of one record, per timestep.
struct IntegerAnswers: Sendable {
  let label: Int
  let answers: [Int]
  /// See `ExitScore.level(of:)`.
  let levels: [Int64]
  /// D of rule X9.
  var operations: [UInt64] = []
  /// W of rule X9.
  var worstCase: UInt64 = 0

  /// The timestep, from 1, at which `exit` answers.
  func exit(_ exit: IntegerExit) -> Int {
    let early = 1..<max(exit.maximumTimestep, 1)
    return early.first { timestep in
      (timestep >= exit.minimumTimestep && passes(exit, timestep: timestep))
        || passesBudget(exit, timestep: timestep)
    } ?? exit.maximumTimestep
  }

  /// Whether another timestep could pass the budget.
  private func passesBudget(_ exit: IntegerExit, timestep: Int) -> Bool {
    guard let budget = exit.budget else { return false }
    return operations[timestep - 1] + worstCase > budget
  }

  private func passes(_ exit: IntegerExit, timestep: Int) -> Bool {
    let threshold = Int64(exit.thresholds[timestep - 1])
    let level = levels[timestep - 1]
    switch exit.score {
    case .never: return false
    case .confidence, .margin: return level >= threshold
    case .entropy: return level <= threshold
    }
  }
}

/// How the integer network does on labelled records.
public struct IntegerEvaluation: Sendable, Equatable {
  public let images: Int
  public let correct: Int
  /// Records that answered at timestep t, t from 1.
  public let exitHistogram: [Int]

  public var accuracy: Double { Double(correct) / Double(max(images, 1)) }

  public var meanTimesteps: Double {
    let total = exitHistogram.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return Double(total) / Double(max(images, 1))
  }

  init(_ answers: [IntegerAnswers], exit: IntegerExit) {
    var histogram = [Int](repeating: 0, count: exit.thresholds.count)
    var correct = 0
    for record in answers {
      let timestep = record.exit(exit)
      histogram[timestep - 1] += 1
      if record.answers[timestep - 1] == record.label { correct += 1 }
    }
    images = answers.count
    self.correct = correct
    exitHistogram = histogram
  }
}
