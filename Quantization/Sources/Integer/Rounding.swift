/// From real numbers to the integers of an image; ties go away from zero.
enum Rounding {
  /// round(value) as int32; nil if it does not fit.
  static func int32(_ value: Double) -> Int32? {
    Int32(exactly: value.rounded())
  }

  /// Weights in units of their channel's scale, limited to `range`.
  static func weights(_ real: [Double], scale: [Double], range: ClosedRange<Double>) -> [Int32] {
    let channels = scale.count
    return [Int32](unsafeUninitializedCapacity: real.count) { result, count in
      real.withUnsafeBufferPointer { real in
        scale.withUnsafeBufferPointer { scale in
          for row in 0..<real.count / channels {
            for channel in 0..<channels {
              let place = row * channels + channel
              let rounded = (real[place] / scale[channel]).rounded()
              let limited = min(max(rounded, range.lowerBound), range.upperBound)
              result[place] = Int32(limited)
            }
          }
        }
      }
      count = real.count
    }
  }

  /// The integer threshold of rule M4 for the real one in membrane units; what is within 1e-6 of a
  /// whole number is taken for it.
  static func threshold(_ real: Double, isStrict: Bool) -> Double {
    let whole = real.rounded()
    if abs(real - whole) < 1e-6 { return isStrict ? whole + 1 : whole }
    return isStrict ? real.rounded(.down) + 1 : real.rounded(.up)
  }
}
