import ATSNNRuntime
import Testing

@testable import ATSNNQuantization

/// Integer exit thresholds by matching the float network's exits.
@Suite struct ExitCalibrationTests {
  private func policy(_ score: FloatExitPolicy.Score, timesteps: Int = 2) -> FloatExitPolicy {
    FloatExitPolicy(
      score: score, thresholds: [Double](repeating: 0, count: timesteps), minimumTimestep: 1,
      maximumTimestep: timesteps)
  }

  private func answers(_ levels: [[Int64]]) -> [IntegerAnswers] {
    levels.map { IntegerAnswers(label: 0, answers: $0.map { _ in 0 }, levels: $0) }
  }

  @Test func margin_letsTheWantedNumberPass() {
    var calibration = ExitCalibration(policy: policy(.margin), timesteps: 2)
    let records = answers([[10, 0], [20, 0], [30, 0], [40, 0]])
    let exit = calibration.calibrate(float: [2, 2], integers: records)
    #expect(exit.thresholds[0] == 25)
    #expect(records.map { $0.exit(exit) } == [2, 2, 1, 1])
    #expect(calibration.warnings.isEmpty)
  }

  @Test func entropy_passesDownwards() {
    var calibration = ExitCalibration(policy: policy(.entropy), timesteps: 2)
    let records = answers([[10, 0], [20, 0], [30, 0], [40, 0]])
    let exit = calibration.calibrate(float: [3, 1], integers: records)
    #expect(exit.thresholds[0] == 35)
    #expect(records.map { $0.exit(exit) } == [1, 1, 1, 2])
  }

  @Test func ties_takeTheNearestNumberAndSaySo() {
    var calibration = ExitCalibration(policy: policy(.confidence), timesteps: 2)
    let exit = calibration.calibrate(
      float: [3, 2], integers: answers([[9, 0], [5, 0], [5, 0], [5, 0], [5, 0]]))
    #expect(exit.thresholds[0] == 7 || exit.thresholds[0] == 5)
    #expect(calibration.warnings.count == 1)
  }

  @Test func laterTimesteps_countOnlyWhoRemains() {
    var calibration = ExitCalibration(policy: policy(.margin, timesteps: 3), timesteps: 3)
    let records = answers([[9, 1, 0], [1, 50, 0], [2, 40, 0], [3, 30, 0]])
    let exit = calibration.calibrate(float: [1, 1, 2], integers: records)
    #expect(records.map { $0.exit(exit) } == [1, 2, 3, 3])
  }

  @Test func noExits_giveAThresholdThatNothingPasses() {
    var calibration = ExitCalibration(policy: policy(.confidence), timesteps: 2)
    let records = answers([[1 << 24, 0]])
    let exit = calibration.calibrate(float: [0, 1], integers: records)
    #expect(exit.thresholds[0] == 1 << 24 + 1)
    #expect(records[0].exit(exit) == 2)
  }

  @Test func exitCounts_areRoundedToAThousandth() {
    #expect(ExitCalibration.rounded([4214, 212, 61, 513], records: 5000) == [4215, 210, 60, 515])
    #expect(ExitCalibration.rounded([3, 4, 1], records: 8) == [3, 4, 1])
  }

  @Test func confidenceLevel_isTheGreatestThresholdThatPasses() {
    for total in [Int64(1) << 24, 20_000_001, 1 << 30] {
      let level = ExitScore.confidence.level(of: Score(numerator: 1 << 24, denominator: total))
      #expect(level * total <= 1 << 48 && (level + 1) * total > 1 << 48)
    }
  }

  @Test func entropyLevel_isTheSmallestThresholdThatPasses() {
    let total: Int64 = 3 << 24
    let numerator: Int64 = 123_456_789_012
    let level = ExitScore.entropy.level(of: Score(numerator: numerator, denominator: total))
    let logarithm: Int64 = 103872  // of 3 * 2^24, rule X5
    #expect(numerator + total * logarithm <= level * total)
    #expect(numerator + total * logarithm > (level - 1) * total)
  }

  @Test func missingPolicy_isTheSmallestThresholdWithinATenthOfAPoint() {
    let sure = FloatAnswers(label: 1, readouts: [[0, 9], [0, 9]], score: .confidence)
    let unsure = FloatAnswers(label: 1, readouts: [[0.8, 0], [0, 2]], score: .confidence)
    let policy = FloatPolicyChoice.policy(for: [sure, unsure], timesteps: 2)
    #expect(policy.thresholds == [0.69, 0.69])
  }
}
