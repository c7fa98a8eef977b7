import ATSNNRuntime

/// Chooses integer exit thresholds so that as many records answer at each timestep as in the fine
/// network.
struct ExitCalibration {
  let policy: FloatExitPolicy
  let timesteps: Int
  private(set) var warnings: [String] = []

  init(policy: FloatExitPolicy, timesteps: Int) {
    self.policy = policy
    self.timesteps = timesteps
  }

  private var score: ExitScore { Self.score(policy.score) }

  /// The integer score of the same kind.
  static func score(_ score: FloatExitPolicy.Score) -> ExitScore {
    switch score {
    case .confidence: .confidence
    case .entropy: .entropy
    case .margin: .margin
    }
  }

  /// The integer policy.
  ///
  /// - Parameters:
  ///   - wanted: the fine network's exits per timestep on the threshold records.
  ///   - integers: what the integer network says of the same records.
  mutating func calibrate(wanted: [Int], integers: [IntegerAnswers]) -> IntegerExit {
    var thresholds = [UInt32](repeating: never, count: timesteps)
    var remaining = integers
    for timestep in policy.minimumTimestep..<policy.maximumTimestep {
      let index = timestep - 1
      let levels = remaining.map { $0.levels[index] }
      thresholds[index] = threshold(levels, exits: wanted[index], timestep: timestep)
      let exit = exit(thresholds)
      remaining.removeAll { $0.exit(exit) == timestep }
    }
    return exit(thresholds)
  }

  private func exit(_ thresholds: [UInt32]) -> IntegerExit {
    IntegerExit(
      score: score, thresholds: thresholds, minimumTimestep: policy.minimumTimestep,
      maximumTimestep: policy.maximumTimestep)
  }

  /// A threshold that (almost) nothing passes.
  private var never: UInt32 {
    switch score {
    case .never, .entropy: 0
    case .confidence: 1 << 24 + 1
    case .margin: .max
    }
  }

  private var greatest: Int64 {
    switch score {
    case .never: 0
    case .confidence: 1 << 24 + 1
    case .entropy: 786_432
    case .margin: Int64(UInt32.max)
    }
  }

  /// The threshold that lets `exits` of `levels` pass, or the nearest number that ties allow;
  /// halfway between the last that passes and the first that does not.
  private mutating func threshold(_ levels: [Int64], exits: Int, timestep: Int) -> UInt32 {
    let isAscending = score == .entropy
    let sorted = isAscending ? levels.sorted() : levels.sorted(by: >)
    let wanted = min(exits, sorted.count)
    let count = Self.nearestCut(sorted, wanted)
    if count != wanted {
      warnings.append(
        "exit thresholds: \(count) instead of \(wanted) of \(levels.count) records answer at "
          + "timestep \(timestep), because scores are equal")
    }
    guard count > 0 else { return never }
    let last = sorted[count - 1]
    guard count < sorted.count else { return UInt32(min(max(last, 0), greatest)) }
    let next = sorted[count]
    let middle = isAscending ? last + (next - last) / 2 : next + (last - next + 1) / 2
    return UInt32(min(max(middle, 0), greatest))
  }

  /// The place nearest to `wanted` where neighbours in `sorted` differ; of two the smaller.
  private static func nearestCut(_ sorted: [Int64], _ wanted: Int) -> Int {
    func isCut(_ count: Int) -> Bool {
      count == 0 || count == sorted.count || sorted[count - 1] != sorted[count]
    }
    for distance in 0...sorted.count {
      if wanted >= distance, isCut(wanted - distance) { return wanted - distance }
      if wanted + distance <= sorted.count, isCut(wanted + distance) { return wanted + distance }
    }
    return 0
  }
}
