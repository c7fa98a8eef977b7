/// F_t and q_t of rules X: from read-out units to base-2 exponents in units of 2^-16.
struct ExitFactor: Equatable {
  /// 1...2^31 - 1.
  let factor: UInt32
  /// 0...62.
  let shift: UInt32

  /// log2(e) * 65536.
  private static let exponentPerUnit = 1.4426950408889634 * 65536

  /// The factor for read-outs of which one unit is worth `unit`, with all 31 bits where possible.
  init(unit: Double) {
    // Beyond these limits every difference counts for nothing, or for everything.
    let value = min(max(unit * Self.exponentPerUnit, 1e-100), 1e100)
    let shift = min(max(30 - Int(value.exponent), 0), 62)
    let scaled = (value * Double.power(ofTwo: shift)).rounded()
    self.shift = UInt32(shift)
    factor = UInt32(min(max(scaled, 1), 2_147_483_647))
  }
}
