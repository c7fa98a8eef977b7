import ATSNNEngines
import ArgumentParser

/// Shares of the records that leave at timesteps 1, 2, ..., as `--schedule` takes them: a run costs
/// what it would cost if so many records were sure so early, whatever the network's answers are.
struct ExitSchedule: ExpressibleByArgument, Sendable {
  /// 0 or more each, with the sum 1.
  let shares: [Double]

  /// Parses "0.6,0.25,0.1,0.05"; nil for other text, negative shares and other sums than 1.
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0) }
    guard values.count == parts.count, values.allSatisfy({ $0 >= 0 }),
      abs(values.reduce(0, +) - 1) < 1e-9
    else { return nil }
    shares = values
  }

  /// The shares as the smallest whole numbers in the same proportion; nil where a share is no
  /// multiple of 1/10,000.
  var parts: [UInt64]? {
    let scaled = shares.map { $0 * 10_000 }
    guard scaled.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) else { return nil }
    let parts = scaled.map { UInt64($0.rounded()) }
    let divisor = parts.reduce(0, Self.commonDivisor)
    return parts.map { $0 / max(divisor, 1) }
  }

  private static func commonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    b == 0 ? a : commonDivisor(b, a % b)
  }

  /// Throws where the image has fewer timesteps than there are shares.
  func check(_ model: Model) throws {
    let greatest = model.network.policy.maximumTimestep
    guard shares.count <= greatest else {
      throw Failure(
        "\(model.path): --schedule has \(shares.count) shares, the image at most \(greatest) "
          + "timesteps; give as many or fewer")
    }
  }

  /// The timestep, from 1, at which each of `count` records leaves, shuffled by `seed`.
  func timesteps(_ count: Int, seed: UInt64) -> [Int] {
    var generator = SplitMix64(state: seed)
    return (0..<count).map { timestep(at: (Double($0) + 0.5) / Double(count)) }
      .shuffled(using: &generator)
  }

  /// The first timestep by which more than the share `place` of the records has left.
  private func timestep(at place: Double) -> Int {
    var left = 0.0
    for (index, share) in shares.enumerated() {
      left += share
      if place < left { return index + 1 }
    }
    return shares.count
  }
}

/// Steele, Lea and Flood's generator: the same shuffle for the same seed everywhere.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension EnginePolicy {
  /// Leaves at `timestep` and at no other, with this policy's score computed at every timestep;
  /// confidence where it has none.
  func leaving(at timestep: Int) -> EnginePolicy {
    var policy = self
    if policy.score == .never { policy.score = .confidence }
    policy.minimumTimestep = timestep
    policy.maximumTimestep = timestep
    return policy
  }
}
