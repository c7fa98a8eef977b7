/// What a membrane keeps from one timestep to the next (rule M2).
public enum Leak: Equatable, Sendable {
  /// Integrate and fire: everything.
  case none
  /// 2^-k, k in 1...15.
  case retain(shift: Int)
  /// 1 - 2^-k, k in 1...15.
  case decay(shift: Int)
  /// m / 32768, m in 0...32768.
  case multiply(Int32)

  /// The potential after the leak; it never leaves the width of `potential`.
  @inline(__always)
  public func applied(to potential: Int32) -> Int32 {
    switch self {
    case .none: potential
    case .retain(let shift): potential.roundedShift(right: shift)
    case .decay(let shift): potential &- potential.roundedShift(right: shift)
    case .multiply(let factor): Leak.product(potential, q15: factor)
    }
  }

  /// `rshr(a * b, 15)`, the product in 64 bits.
  @inline(__always)
  static func product(_ a: Int32, q15 b: Int32) -> Int32 {
    Int32(truncatingIfNeeded: (Int64(a) &* Int64(b)).roundedShift(right: 15))
  }
}

extension Leak {
  /// The leak of a form code 0...3 and its parameter; nil where FORMAT.md does not allow them.
  init?(form: UInt8, parameter: UInt16) {
    let shift = Int(parameter)
    switch form {
    case 0 where parameter == 0: self = .none
    case 1 where (1...15).contains(shift): self = .retain(shift: shift)
    case 2 where (1...15).contains(shift): self = .decay(shift: shift)
    case 3 where shift <= 32_768: self = .multiply(Int32(shift))
    default: return nil
    }
  }
}
