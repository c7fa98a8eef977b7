import ATSNNRuntime
import Testing

@testable import ATSNNQuantization

/// Layouts of weights: which connections get blocks, and where each weight goes.
@Suite struct LayoutTests {
  private func connection(rows: Int, channels: Int, bits: Int = 8) -> IntegerConnection {
    IntegerConnection(bits: bits, weights: Array(repeating: 1, count: rows * channels))
  }

  @Test func blocks_areForManyWeightsOfManyChannels() {
    let auto = LayoutChoice.auto
    #expect(auto.layout(of: connection(rows: 1024, channels: 128), channels: 128) == .blocks)
    #expect(auto.layout(of: connection(rows: 1023, channels: 128), channels: 128) == .canonical)
    #expect(auto.layout(of: connection(rows: 8192, channels: 64), channels: 64) == .canonical)
    #expect(auto.layout(of: connection(rows: 8192, channels: 96), channels: 96) == .canonical)
    let wide = connection(rows: 4096, channels: 128, bits: 16)
    #expect(auto.layout(of: wide, channels: 128) == .canonical)
    let narrow = connection(rows: 4096, channels: 128)
    #expect(LayoutChoice.canonical.layout(of: narrow, channels: 128) == .canonical)
  }

  @Test func blocks_holdAllRowsOf64Channels() {
    let rows = 3
    let channels = 192
    let weights = Array(0..<(rows * channels))
    let ordered = WeightLayout.blocks.ordered(weights, channels: channels)
    for row in 0..<rows {
      for channel in 0..<channels {
        let place = channel / 64 * 64 * rows + row * 64 + channel % 64
        #expect(ordered[place] == row * channels + channel)
      }
    }
    #expect(WeightLayout.canonical.ordered(weights, channels: channels) == weights)
  }
}
