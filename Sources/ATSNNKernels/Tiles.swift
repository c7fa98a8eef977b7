import CKernels

/// The tiles of a connection's weights, of 64 channels each: some taps of a kernel row.
struct Tiles {
  /// Bytes of a tile, most of a first-level cache.
  private static let byteCount = 32 * 1024

  struct Tile {
    /// The kernel row.
    let row: Int
    let columns: Range<Int>
  }

  let count: Int
  private let kernelWidth: Int
  private let tilesPerRow: Int

  init(_ connection: atsnn_connection) {
    kernelWidth = Int(connection.kernel_width)
    let taps = max(1, Tiles.byteCount / (64 &* Int(connection.source_channels)))
    tilesPerRow = (kernelWidth &+ taps &- 1) / taps
    count = Int(connection.kernel_height) &* tilesPerRow
  }

  @inline(__always)
  subscript(_ index: Int) -> Tile {
    let part = index % tilesPerRow
    let columns = (part &* kernelWidth / tilesPerRow)..<((part &+ 1) &* kernelWidth / tilesPerRow)
    return Tile(row: index / tilesPerRow, columns: columns)
  }
}

extension Tiles.Tile {
  /// The source row that output row `y` sees; nil outside the source.
  @inline(__always)
  func sourceRow(_ c: atsnn_connection, _ y: Int) -> Int? {
    let source = y &* Int(c.stride_height) &- Int(c.padding_height) &+ row
    return source >= 0 && source < Int(c.source_height) ? source : nil
  }
}

/// What output column `x` sees through a tile; nil where that is outside the source.
struct TileWindow {
  /// Of the source.
  let columns: Range<Int>
  /// Bytes from a block's first row of weights to where offsets of events count from.
  let offset: Int

  @inline(__always)
  init?(_ c: atsnn_connection, _ tile: Tiles.Tile, _ x: Int) {
    let left = x &* Int(c.stride_width) &- Int(c.padding_width)
    let start = max(left &+ tile.columns.lowerBound, 0)
    let end = min(left &+ tile.columns.upperBound, Int(c.source_width))
    guard start < end else { return nil }
    columns = start..<end
    let tap = tile.row &* Int(c.kernel_width) &- left
    offset = tap &* Int(c.source_channels) &* Int(c.row_stride)
  }
}

/// Brings the next tile near while one is being added, some rows of weights a pixel.
struct TileFetch {
  private var place: UnsafeRawPointer
  private let stride: Int
  private let perPixel: Int
  private var left: Int

  /// A tile of the channels from `channel` on.
  init(_ synapse: Synapse, _ tile: Tiles.Tile, _ channel: Int, pixels: Int) {
    let c = synapse.connection.pointee
    let depth = Int(c.source_channels)
    let row = (tile.row &* Int(c.kernel_width) &+ tile.columns.lowerBound) &* depth
    stride = Int(c.row_stride)
    place = UnsafeRawPointer(synapse.block(channel) + row &* stride)
    left = tile.columns.count &* depth
    perPixel = (left &+ pixels &- 1) / pixels
  }

  /// A pixel's share.
  @inline(__always)
  mutating func advance() { fetch(min(perPixel, left)) }

  /// What is left.
  mutating func finish() { fetch(left) }

  @inline(__always)
  private mutating func fetch(_ count: Int) {
    for _ in 0..<count {
      atsnn_prefetch(place)
      place += stride
    }
    left &-= count
  }
}
