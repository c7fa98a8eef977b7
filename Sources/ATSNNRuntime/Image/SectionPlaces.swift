#if !hasFeature(Embedded)
  /// Where the sections of some nodes and of some connections stand.
  ///
  /// Asked for all in ascending order, it reads the table once for every `width` of them, however the
  /// table is ordered.
  struct SectionPlaces {
    /// Nodes or connections whose places are noted together.
    static let width = 512

    private var channels = SectionBlock(kind: .channels)
    private var weights = SectionBlock(kind: .weights)

    /// Times that a table was read.
    var passes: Int { channels.passes + weights.passes }

    /// Slot of a CHANNELS or WEIGHTS section; nil where there is none.
    mutating func slot(_ table: SectionTable, _ kind: SectionKind, index: Int) -> Int? {
      kind == .channels
        ? channels.slot(table, index: index) : weights.slot(table, index: index)
    }
  }

  /// Slots of the sections of `SectionPlaces.width` nodes or connections.
  private struct SectionBlock {
    private static let nowhere = UInt16.max

    let kind: SectionKind
    private(set) var passes = 0
    private var first = -1
    private var slots = InlineArray<512, UInt16>(repeating: SectionBlock.nowhere)

    init(kind: SectionKind) { self.kind = kind }

    mutating func slot(_ table: SectionTable, index: Int) -> Int? {
      let place = index % SectionPlaces.width
      if first != index - place { note(table, from: index - place) }
      return slots[place] == SectionBlock.nowhere ? nil : Int(slots[place])
    }

    private mutating func note(_ table: SectionTable, from first: Int) {
      self.first = first
      passes += 1
      for place in 0..<SectionPlaces.width { slots[place] = SectionBlock.nowhere }
      let owners = UInt32(first)..<UInt32(first + SectionPlaces.width)
      for slot in 0..<table.count {
        let section = table[slot]
        guard section.kind == kind.rawValue, owners.contains(section.index) else { continue }
        slots[Int(section.index) - first] = UInt16(slot)
      }
    }
  }
#endif

extension ModelImage {
  /// Calls `body` with this image as one that finds the sections of nodes and connections in ascending
  /// order without a search for each. It is not to be kept.
  @inline(__always)
  func indexed<Result, Failure: Error>(
    _ body: (ModelImage) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    #if hasFeature(Embedded)
      return try body(self)
    #else
      var places = SectionPlaces()
      return try withUnsafeMutablePointer(to: &places) { (places) throws(Failure) -> Result in
        var image = self
        image.places = places
        return try body(image)
      }
    #endif
  }
}
