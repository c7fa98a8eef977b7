/// A small generator with a seed, the same on every machine (SplitMix64).
struct Random {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// In -1..<1, a multiple of 2^-20.
  mutating func real() -> Float { Float(Int(next() >> 43) - (1 << 20)) / Float(1 << 20) }

  mutating func reals(_ count: Int, scale: Float = 1, offset: Float = 0) -> [Float] {
    (0..<count).map { _ in real() * scale + offset }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
