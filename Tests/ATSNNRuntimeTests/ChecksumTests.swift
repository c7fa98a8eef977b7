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
