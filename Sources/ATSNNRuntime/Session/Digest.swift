/// 64-bit FNV-1a (rule D1).
struct Digest {
  private(set) var value: UInt64 = 14_695_981_039_346_656_037

  /// The `count` lowest bytes of an integer, lowest first.
  mutating func append(_ bits: UInt32, bytes count: Int) {
    for index in 0..<count {
      value ^= UInt64(bits >> UInt32(8 * index) & 0xFF)
      value &*= 1_099_511_628_211
    }
  }
}
