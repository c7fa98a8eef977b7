/// A float policy's thresholds in the units of rules X4 to X6.
///
/// Only operations that every processor rounds alike: no logarithm of a library.
struct FineThresholds {
  /// Per timestep the value of one unit of the read-out.
  let units: [Double]
  let classes: Int

  /// The policy as it stands, in integers.
  func exit(of policy: FloatExitPolicy) -> IntegerExit {
    let score = ExitCalibration.score(policy.score)
    return IntegerExit(
      score: score,
      thresholds: policy.thresholds.indices.map {
        let value = threshold(policy, index: $0)
        return UInt32(min(max(value, 0), Double(score.maximumThreshold)))
      },
      minimumTimestep: policy.minimumTimestep, maximumTimestep: policy.maximumTimestep)
  }

  private func threshold(_ policy: FloatExitPolicy, index: Int) -> Double {
    let real = policy.thresholds[index]
    switch policy.score {
    case .confidence: return real > 1 ? 16_777_217 : (real * 16_777_216).rounded()
    case .entropy: return (real * Self.binaryLogarithm(classes) * 65536).rounded()
    case .margin: return (real / units[index]).rounded(.up)
    }
  }

  /// log2 of `number`, at least 1, to 40 binary places: each squaring gives one.
  static func binaryLogarithm(_ number: Int) -> Double {
    let value = Double(number)
    var (result, bit) = (Double(value.exponent), 0.5)
    var mantissa = value.significand
    for _ in 0..<40 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }
}
