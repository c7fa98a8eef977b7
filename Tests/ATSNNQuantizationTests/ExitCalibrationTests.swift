import ATSNNRuntime
import Testing

@testable import ATSNNQuantization

/// Integer exit thresholds by matching the fine network's exits.
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
    let exit = calibration.calibrate(wanted: [2, 2], integers: records)
    #expect(exit.thresholds[0] == 25)
    #expect(records.map { $0.exit(exit) } == [2, 2, 1, 1])
    #expect(calibration.warnings.isEmpty)
  }

  @Test func entropy_passesDownwards() {
    var calibration = ExitCalibration(policy: policy(.entropy), timesteps: 2)
    let records = answers([[10, 0], [20, 0], [30, 0], [40, 0]])
    let exit = calibration.calibrate(wanted: [3, 1], integers: records)
    #expect(exit.thresholds[0] == 35)
    #expect(records.map { $0.exit(exit) } == [1, 1, 1, 2])
  }

  @Test func ties_takeTheNearestNumberAndSaySo() {
    var calibration = ExitCalibration(policy: policy(.confidence), timesteps: 2)
    let exit = calibration.calibrate(
      wanted: [3, 2], integers: answers([[9, 0], [5, 0], [5, 0], [5, 0], [5, 0]]))
    #expect(exit.thresholds[0] == 7 || exit.thresholds[0] == 5)
    #expect(calibration.warnings.count == 1)
  }

  @Test func laterTimesteps_countOnlyWhoRemains() {
    var calibration = ExitCalibration(policy: policy(.margin, timesteps: 3), timesteps: 3)
    let records = answers([[9, 1, 0], [1, 50, 0], [2, 40, 0], [3, 30, 0]])
    let exit = calibration.calibrate(wanted: [1, 1, 2], integers: records)
    #expect(records.map { $0.exit(exit) } == [1, 2, 3, 3])
  }

  @Test func noExits_giveAThresholdThatNothingPasses() {
    var calibration = ExitCalibration(policy: policy(.confidence), timesteps: 2)
    let records = answers([[1 << 24, 0]])
    let exit = calibration.calibrate(wanted: [0, 1], integers: records)
    #expect(exit.thresholds[0] == 1 << 24 + 1)
    #expect(records[0].exit(exit) == 2)
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
    let sure = IntegerAnswers(label: 1, answers: [1, 1], levels: [1 << 24, 1 << 24])
    let unsure = IntegerAnswers(label: 1, answers: [0, 1], levels: [11_575_000, 14_000_000])
    let thresholds = FineThresholds(units: [1, 1], classes: 2)
    let policy = FloatPolicyChoice.policy(for: [sure, unsure], thresholds: thresholds)
    #expect(policy.thresholds == [0.69, 0.69])
  }

  @Test func floatThresholds_becomeThoseOfTheRules() {
    let thresholds = FineThresholds(units: [0.5, 0.25], classes: 10)
    func integers(_ score: FloatExitPolicy.Score, _ values: [Double]) -> [UInt32] {
      let policy = FloatExitPolicy(
        score: score, thresholds: values, minimumTimestep: 1, maximumTimestep: 2)
      return thresholds.exit(of: policy).thresholds
    }
    #expect(integers(.confidence, [0.75, 1]) == [12_582_912, 1 << 24])
    #expect(integers(.confidence, [1.5, -1]) == [1 << 24 + 1, 0])
    #expect(integers(.entropy, [0.5, 1]) == [108_853, 217_706])
    #expect(integers(.entropy, [-1, 9]) == [0, 786_432])
    #expect(integers(.margin, [3, 3.1]) == [6, 13])
    #expect(integers(.margin, [-3, 1e30]) == [0, .max])
  }

  @Test(arguments: [(2, 1.0), (3, 1.584962500721156), (10, 3.321928094887362), (4096, 12)])
  func binaryLogarithm_isExactEnough(number: Int, expected: Double) {
    #expect(abs(FineThresholds.binaryLogarithm(number) - expected) < 1e-11)
  }
}
