import CKernels

/// Sums of magnitudes of 8-bit weights, for the proof that no sum overflows.
enum Magnitudes {
  /// Rows whose magnitudes, 128 at most, add up within 16 bits.
  private static let rowsPerRun = 255

  /// `rows` stand `stride` bytes apart; `channels` is a multiple of 32.
  static func add(
    _ rows: UnsafePointer<Int8>, _ stride: Int, _ count: Int, channels: Int,
    to sums: UnsafeMutablePointer<UInt32>
  ) {
    for first in Swift.stride(from: 0, to: count, by: rowsPerRun) {
      let run = min(rowsPerRun, count &- first)
      for channel in Swift.stride(from: 0, to: channels, by: 32) {
        let start = rows + (first &* stride &+ channel)
        add(magnitudes(start, stride, run), to: sums + channel)
      }
    }
  }

  @inline(__always)
  private static func magnitudes(
    _ start: UnsafePointer<Int8>, _ stride: Int, _ count: Int
  ) -> atsnn_i16x32 {
    var sum = atsnn_i16x32.zero
    var row = start
    for _ in 0..<count {
      let weights = atsnn_widen_i8x32(atsnn_load_i8x32(row))
      sum = sum &+ atsnn_max_i16(weights, .zero &- weights)
      row += stride
    }
    return sum
  }

  @inline(__always)
  private static func add(_ magnitudes: atsnn_i16x32, to sums: UnsafeMutablePointer<UInt32>) {
    let high = sums + 16
    atsnn_store_i32x16(atsnn_load_i32x16(sums) &+ atsnn_widen_low(magnitudes), sums)
    atsnn_store_i32x16(atsnn_load_i32x16(high) &+ atsnn_widen_high(magnitudes), high)
  }
}
