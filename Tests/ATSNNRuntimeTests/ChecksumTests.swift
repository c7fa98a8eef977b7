import Testing

@testable import ATSNNRuntime

/// CRC-32 and FNV-1a against published check values and the definition.
@Suite struct ChecksumTests {
  private func bitwise(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { CRC32.advanced($0 ^ UInt32($1), bits: 8) }
  }

  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32()
    bytes.withUnsafeBytes { checksum.update($0) }
    return checksum.value
  }

  @Test func checkValue() {
    #expect(checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(checksum([]) == 0)
  }

  @Test func everyLengthAroundTheBlocks() {
    let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    for count in 0...200 {
      #expect(checksum(Array(bytes[..<count])) == bitwise(Array(bytes[..<count])), "\(count)")
    }
  }

  @Test func updatesContinueOneMessage() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* $0) }
    for split in [0, 1, 31, 60, 64, 97, 300] {
      var parts = CRC32()
      bytes[..<split].withUnsafeBytes { parts.update($0) }
      bytes[split...].withUnsafeBytes { parts.update($0) }
      #expect(parts.value == checksum(bytes), "\(split)")
    }
  }

  @Test func everySetOfKernelsAgrees() {
    let bytes = (0..<777).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 5 &+ $0) }
    for kernels in KernelSet.present {
      for range in [0..<0, 3..<66, 0..<64, 1..<65, 5..<140, 0..<777, 7..<520] {
        let part = Array(bytes[range])
        let found = part.withUnsafeBytes { Folding.update(0x1234_5678, $0, kernels: kernels) }
        let expected = part.withUnsafeBytes { NibbleTable.update(0x1234_5678, $0) }
        #expect(found == nil || found == expected, "\(kernels) \(range)")
        #expect((found != nil) == (kernels == .avx2 || kernels == .avx512), "\(kernels)")
      }
    }
  }

  @Test func magnitudesOfEverySetOfKernelsAgree() {
    let (rows, stride) = (700, 128)
    let weights = (0..<(rows * stride)).map { Int8(truncatingIfNeeded: $0 &* 89 &- 128) }
    for kernels in KernelSet.present {
      guard let add = kernels.functions?.add_magnitudes else { continue }
      for (count, channels) in [(0, 32), (1, 32), (255, 96), (256, 64), (700, 128)] {
        var sums = [UInt32](repeating: 7, count: stride)
        add(weights, UInt64(stride), UInt64(count), UInt32(channels), &sums)
        for channel in 0..<stride {
          let terms = channel < channels ? (0..<count).map { weights[$0 * stride + channel] } : []
          let sum = terms.reduce(7 as UInt32) { $0 + UInt32($1.magnitude) }
          #expect(sums[channel] == sum, "\(kernels) \(count) \(channels) channel \(channel)")
        }
      }
    }
  }

  @Test func nibblesOfDevicesAgree() {
    let bytes = (0..<77).map { UInt8(truncatingIfNeeded: $0 * 91) }
    let register = bytes.withUnsafeBytes { NibbleTable.update(.max, $0) }
    #expect(~register == checksum(bytes))
  }

  @Test func digestOfPublishedText() {
    var digest = Digest()
    #expect(digest.value == 0xCBF2_9CE4_8422_2325)
    for byte in "foobar".utf8 { digest.append(UInt32(byte), bytes: 1) }
    #expect(digest.value == 0x8594_4171_F739_67E8)
  }

  @Test func digestTakesTheLowByteFirst() {
    var word = Digest()
    word.append(0x0102_0304, bytes: 4)
    var bytes = Digest()
    for byte: UInt32 in [4, 3, 2, 1] { bytes.append(byte, bytes: 1) }
    #expect(word.value == bytes.value)
  }
}
