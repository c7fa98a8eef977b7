import CKernels

/// The source of a node: spikes or counts.
struct TapSource {
  private let connection: UnsafePointer<atsnn_connection>
  private let channels: Int
  let pixelBytes: Int

  init(_ connection: UnsafePointer<atsnn_connection>) {
    self.connection = connection
    channels = Int(connection.pointee.source_channels)
    pixelBytes = connection.pointee.maximum_count > 1 ? channels : (channels &+ 31) / 32 &* 4
  }

  /// The first pixel of a row.
  @inline(__always)
  func pixel(_ y: Int, _ timestep: Int) -> UnsafeRawPointer {
    connection.pointee.source + timestep &* Int(connection.pointee.source_stride)
      + y &* Int(connection.pointee.source_width) &* pixelBytes
  }

  /// A pixel's events from source channel 64 x `word` on.
  @inline(__always)
  func events(
    _ pixel: UnsafeRawPointer, _ word: Int, _ weights: UnsafePointer<Int8>, isCounted: Bool
  ) -> TapEvents {
    let isWhole = channels &- 64 &* word > 32
    guard isCounted else {
      let spikes = pixel.assumingMemoryBound(to: UInt32.self) + 2 &* word
      return TapEvents(UInt64(spikes[0]) | (isWhole ? UInt64(spikes[1]) &<< 32 : 0), weights, nil)
    }
    let counts = pixel.assumingMemoryBound(to: UInt8.self) + 64 &* word
    let low = bits(counts) | bits(counts + 16) &<< 16
    let high = isWhole ? bits(counts + 32) | bits(counts + 48) &<< 16 : 0
    return TapEvents(low | high &<< 32, weights, counts)
  }

  /// A bit a count that is not 0, of 16.
  @inline(__always)
  private func bits(_ counts: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(atsnn_bits_u8(atsnn_load_u8x16(counts)))
  }
}

/// An output row's neurons, from a block's first channel on.
struct TapTarget<Lanes: TapLanes> {
  let spikes: UnsafeMutablePointer<UInt32>
  let element: Int
  let channels: Int
  /// Of the first 32 channels and of the last.
  let blocks: (NeuronBlock, NeuronBlock)

  /// Lets a pixel's neurons step: `sums` is what came before `last`.
  @inline(__always)
  func fire(_ x: Int, _ sums: TapRing.Sums, _ last: Lanes, _ neurons: inout Neurons) {
    let words = spikes + x &* (channels / 32)
    let element = element &+ x &* channels
    let place = x &* Lanes.width
    let (above, beside) = (Lanes(sums.above.first + place), Lanes(sums.beside.first + place))
    Lanes.forEach(above, beside, last) { a, b, c, offset in
      words[offset / 32] = neurons.fire(
        a, b, c, offset == 0 ? blocks.0 : blocks.1, element: element &+ offset)
    }
  }
}

/// What source rows add to output rows: of the row above three rows, of the one beside two.
struct TapRing {
  struct Row {
    let first: UnsafeMutablePointer<Int16>
    let count: Int

    func clear() { first.update(repeating: 0, count: count) }
  }

  /// Of an output row.
  typealias Sums = (above: Row, beside: Row)

  private let first: UnsafeMutablePointer<Int16>
  /// Sums of a row.
  private let length: Int

  init(_ place: UnsafeMutableRawPointer, _ length: Int) {
    first = place.assumingMemoryBound(to: Int16.self)
    self.length = length
  }

  /// For output row `y`, from the source row above it.
  @inline(__always)
  func above(_ y: Int) -> Row { row(y % 3) }
  @inline(__always)
  func beside(_ y: Int) -> Row { row(3 &+ y & 1) }
  /// Of output row `y`, -1 or more.
  @inline(__always)
  func sums(_ y: Int) -> Sums { (above(y &+ 3), beside(y &+ 2)) }

  @inline(__always)
  private func row(_ index: Int) -> Row { Row(first: first + index &* length, count: length) }
}
