import CCrypto

/// The SHA-256 by which vectors name images and inputs.
public enum SHA256 {
  /// 64 lowercase hexadecimal digits.
  public static func hex(_ bytes: UnsafeRawBufferPointer) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    CCrypto.SHA256(start, bytes.count, &digest)
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// 64 lowercase hexadecimal digits.
  public static func hex(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { hex($0) } }
}
