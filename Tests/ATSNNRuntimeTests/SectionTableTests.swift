import Testing

@testable import ATSNNRuntime

/// Sections are found however the table is ordered, in a bounded number of passes.
@Suite struct SectionTableTests {
  private static let nodes = 4_096
  private static let connections = 16_384

  /// A table of CHANNELS and WEIGHTS in the order that `places` gives.
  private static func table(_ places: [Int]) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: Header.byteCount / 4)
    for place in places {
      let isNode = place < nodes
      let kind: SectionKind = isNode ? .channels : .weights
      words += [kind.rawValue, UInt32(isNode ? place : place - nodes), 0, 0, 0, 0, 0, 0]
    }
    return words
  }

  private static var orders: [[Int]] {
    let canonical = Array(0..<(nodes + connections))
    var generator = SystemRandomNumberGenerator()
    return [canonical, canonical.reversed(), canonical.shuffled(using: &generator)]
  }

  @Test(arguments: orders)
  func everySectionIsFoundInFewPasses(_ order: [Int]) {
    var slots = [Int](repeating: 0, count: order.count)
    for (slot, place) in order.enumerated() { slots[place] = slot }
    var places = SectionPlaces()
    Self.table(order).withUnsafeBytes { bytes in
      withUnsafeMutablePointer(to: &places) { places in
        let table = SectionTable(bytes: bytes, count: order.count, places: places)
        for index in 0..<Self.nodes {
          #expect(table.slot(.channels, index: index, hint: index) == slots[index])
        }
        for index in 0..<Self.connections {
          let slot = table.slot(.weights, index: index, hint: Self.nodes + index)
          #expect(slot == slots[Self.nodes + index])
        }
        #expect(table.slot(.weights, index: Self.connections, hint: 0) == nil)
      }
    }
    let blocks = (Self.nodes + Self.connections) / SectionPlaces.width
    #expect(places.passes <= blocks + 1, "\(places.passes)")
  }
}
