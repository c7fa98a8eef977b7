import Foundation
import Testing

@testable import ATSNNEngines

/// Exit policies in human units become the integers of rules X4 to X6.
@Suite struct ExitSettingTests {
  /// A network of `classes` whose read-out unit at timestep t is worth `units[t]` natural logits.
  private func network(classes: Int, units: [ExponentUnit]) -> Network {
    Network(
      takesEvents: false, binning: 0, inputHeight: 1, inputWidth: 1, inputChannels: 1,
      timesteps: units.count, classes: classes, nodes: [],
      policy: EnginePolicy(
        score: .never, minimumTimestep: 2, maximumTimestep: units.count,
        thresholds: units.map { _ in 0 }),
      exponentUnits: units)
  }

  @Test func parses() {
    #expect(ExitSetting("never") == .never)
    #expect(ExitSetting("confidence:0.9") == .confidence(0.9))
    #expect(ExitSetting("entropy:1") == .entropy(1))
    #expect(ExitSetting("margin:2.5") == .margin(2.5))
    for text in [
      "", "Never", "confidence", "confidence:", "confidence:1.1", "entropy:-0.1", "margin:-1",
      "margin:nan", "margin:inf", "confidence:0.9:1", "softmax:0.5",
    ] {
      #expect(ExitSetting(text) == nil, "\(text)")
    }
  }

  @Test func convertsToThresholds() {
    let unit = ExponentUnit(factor: 1 << 20, shift: 10)
    let ten = network(classes: 10, units: [unit, unit])
    #expect(ExitSetting.never.thresholds(ten) == [0, 0])
    #expect(ExitSetting.confidence(0.5).thresholds(ten) == [8_388_608, 8_388_608])
    #expect(ExitSetting.confidence(1).thresholds(ten) == [16_777_216, 16_777_216])
    // log2 10 = 3.32192809...; 0.5 of it is 108853.4 units of 2^-16 bit.
    #expect(ExitSetting.entropy(0.5).thresholds(ten) == [108_852, 108_852])
    #expect(ExitSetting.entropy(0).thresholds(ten) == [0, 0])
    #expect(ExitSetting.entropy(1).thresholds(network(classes: 4096, units: [unit])) == [786_432])
  }

  @Test func convertsMarginsByEachTimestepsUnit() {
    // One unit is worth 2^10 steps of 2^-16 in base 2: log2(e) * 64 units a natural logit, 92.33.
    let network = network(
      classes: 10,
      units: [ExponentUnit(factor: 1 << 20, shift: 10), ExponentUnit(factor: 1 << 20, shift: 11)])
    #expect(ExitSetting.margin(1).thresholds(network) == [93, 185])
    #expect(ExitSetting.margin(0).thresholds(network) == [0, 0])
    #expect(ExitSetting.margin(1e12).thresholds(network) == [.max, .max])
    let extreme = self.network(classes: 2, units: [ExponentUnit(factor: 1, shift: 62)])
    #expect(ExitSetting.margin(1e300).thresholds(extreme) == [.max])
  }

  @Test func keepsTheImagesPolicyWhereNothingIsSaid() {
    let unit = ExponentUnit(factor: 1 << 20, shift: 10)
    let network = network(classes: 10, units: [unit, unit, unit])
    #expect(EnginePolicy(nil, timesteps: nil, network: network) == network.policy)
    let one = EnginePolicy(.confidence(1), timesteps: 1, network: network)
    #expect(one.minimumTimestep == 1)
    #expect(one.maximumTimestep == 1)
    #expect(one.humanThreshold(0, network: network) == 1)
    let margin = EnginePolicy(.margin(1), timesteps: nil, network: network)
    #expect(abs((margin.humanThreshold(0, network: network) ?? 0) - 1) < 0.02)
  }
}
