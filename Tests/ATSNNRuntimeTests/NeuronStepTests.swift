import Testing

@testable import ATSNNRuntime

/// The order leak, add, saturate, compare, reset (rules M2 to M5).
@Suite struct NeuronStepTests {
  @Test func spikesAtEquality() {
    let step = NeuronStep(leak: .none, reset: .hard, width: 16)
    #expect(step(potential: 60, current: 40, threshold: 100, subtracted: 0).spikes)
    #expect(!step(potential: 60, current: 39, threshold: 100, subtracted: 0).spikes)
  }

  @Test func hardResetClearsAndSoftResetSubtracts() {
    let hard = NeuronStep(leak: .none, reset: .hard, width: 16)
    let soft = NeuronStep(leak: .none, reset: .soft, width: 16)
    #expect(hard(potential: 0, current: 150, threshold: 100, subtracted: 0).potential == 0)
    #expect(soft(potential: 0, current: 150, threshold: 100, subtracted: 90).potential == 60)
    #expect(soft(potential: 0, current: 99, threshold: 100, subtracted: 90).potential == 99)
  }

  @Test func comparesTheSaturatedSum() {
    let step = NeuronStep(leak: .none, reset: .soft, width: 16)
    let result = step(potential: 32_767, current: .max, threshold: 8192, subtracted: 8192)
    #expect(result.saturated && result.spikes)
    #expect(result.potential == 32_767 - 8192)
  }

  @Test func leaksBeforeItAdds() {
    let step = NeuronStep(leak: .retain(shift: 1), reset: .hard, width: 16)
    #expect(step(potential: -3, current: 10, threshold: 100, subtracted: 0).potential == 9)
  }

  @Test func wideMembranesSaturateAtTheirOwnEnds() {
    let step = NeuronStep(leak: .none, reset: .hard, width: 32)
    let result = step(potential: .min, current: -1, threshold: 1, subtracted: 0)
    #expect(result.saturated && !result.spikes)
    #expect(result.potential == .min)
  }
}
