import ATSNNRuntime

/// The leak of rule M2 from and to real shares and the codes of the image format.
extension Leak {
  /// Two shares closer than this are the same one, written with other digits.
  private static let tolerance = 1e-6

  /// The form that keeps the share `retain`, 0...1: an exact one if there is one.
  init(retain: Double) {
    if abs(retain - 1) <= Self.tolerance {
      self = .none
      return
    }
    for k in 1...15 {
      let power = Double(sign: .plus, exponent: -k, significand: 1)
      if abs(retain - power) <= Self.tolerance {
        self = .retain(shift: k)
        return
      }
      if abs(retain - (1 - power)) <= Self.tolerance {
        self = .decay(shift: k)
        return
      }
    }
    self = .multiply(Int32((retain * 32768).rounded()))
  }

  /// The share that really stays.
  var share: Double {
    switch self {
    case .none: 1
    case .retain(let k): Double(sign: .plus, exponent: -k, significand: 1)
    case .decay(let k): 1 - Double(sign: .plus, exponent: -k, significand: 1)
    case .multiply(let m): Double(m) / 32768
    }
  }

  /// Leak form and parameter of the image format.
  var code: (form: UInt8, parameter: UInt16) {
    switch self {
    case .none: (0, 0)
    case .retain(let k): (1, UInt16(k))
    case .decay(let k): (2, UInt16(k))
    case .multiply(let m): (3, UInt16(m))
    }
  }
}
