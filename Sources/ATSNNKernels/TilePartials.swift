import CKernels

/// Sums of 64 channels of each pixel and timestep, as far as tiles have been added.
///
/// Lanes of 16 bits, in the order that `atsnn_in_order` undoes. Where a lane would leave them its pixel
/// is marked: the sums are then to be computed in another way.
struct TilePartials {
  /// Sum of counts that 16 bits hold whatever the weights.
  private static let greatest = 255

  private let sums: UnsafeMutablePointer<Int16>
  private let overflows: UnsafeMutablePointer<UInt8>
  private let timesteps: Int
  private let width: Int
  private let firstRow: Int
  private let count: Int
  /// Whether no lane can leave 16 bits.
  private let fits: Bool
  /// Events whose sum is taken at a time.
  let most: Int

  init(_ node: UnsafePointer<atsnn_spiking_node>) {
    let connection = node.pointee.connections.pointee
    sums = connection.partials
    overflows = connection.overflows
    timesteps = Int(node.pointee.timesteps)
    width = Int(node.pointee.width)
    firstRow = Int(node.pointee.first_row)
    count = (Int(node.pointee.end_row) &- firstRow) &* width &* timesteps
    fits = node.pointee.sums_fit_short != 0
    most = fits ? Int.max : TilePartials.greatest / Int(connection.maximum_count) & ~1
  }

  func clear() {
    sums.update(repeating: 0, count: 64 &* count)
    overflows.update(repeating: 0, count: count)
  }

  @inline(__always)
  func place(_ y: Int, _ x: Int, _ timestep: Int) -> Int {
    ((y &- firstRow) &* width &+ x) &* timesteps &+ timestep
  }

  @inline(__always)
  func isWhole(_ place: Int) -> Bool { overflows[place] == 0 }

  @inline(__always)
  func sums(_ place: Int) -> atsnn_i16x64 { atsnn_load_i16x64(sums + 64 &* place) }

  /// Adds the rows of events.
  @inline(__always)
  func add(_ piece: EventPiece, _ weights: UnsafePointer<Int8>, _ place: Int, counted: Bool) {
    guard piece.count > 0 else { return }
    let sums = self.sums + 64 &* place
    var total = atsnn_load_i16x64(sums)
    if fits {
      total = total &+ piece.sums64(weights, counted: counted)
    } else {
      piece.forEachPart(most) {
        let part = $0.sums64(weights, counted: counted)
        if TilePartials.overflows(total, part) { overflows[place] = 1 }
        total = total &+ part
      }
    }
    total.store(sums)
  }

  @inline(__always)
  private static func overflows(_ a: atsnn_i16x64, _ b: atsnn_i16x64) -> Bool {
    let (a0, a1) = (atsnn_low_half(a), atsnn_high_half(a))
    let (b0, b1) = (atsnn_low_half(b), atsnn_high_half(b))
    let lost =
      atsnn_differ_i16(atsnn_add_saturating_i16(a0, b0), a0 &+ b0)
      | atsnn_differ_i16(atsnn_add_saturating_i16(a1, b1), a1 &+ b1)
    return lost != 0
  }
}

extension EventPiece {
  /// Parts of at most `most` events; none of an empty piece.
  @inline(__always)
  func forEachPart(_ most: Int, _ body: (EventPiece) -> Void) {
    var start = 0
    while start < count {
      let length = min(most, count &- start)
      body(EventPiece(events: events + start, counts: counts + start, count: length))
      start &+= length
    }
  }

  /// Sums of 64 channels, not put in order.
  @inline(__always)
  func sums64(_ weights: UnsafePointer<Int8>, counted: Bool) -> atsnn_i16x64 {
    counted
      ? Gather.unordered64(events, counts, count, weights)
      : Gather.unordered64(events, count, weights)
  }
}
