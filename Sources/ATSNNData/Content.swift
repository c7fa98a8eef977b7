/// The bytes of a file as its format defines them: mapped as they lie, or unpacked from gzip.
final class Content: Sendable {
  let path: String
  private let mapped: FileBytes?
  private let unpacked: [UInt8]

  /// Bytes 0x1F 0x8B begin a gzip file and no format that is read here.
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

  /// Opens `path`. `size` tells the length of the whole content from its first `headerBytes`
  /// bytes (fewer in a shorter file), so that a small file cannot unpack to an endless one.
  init(
    _ path: String, headerBytes: Int,
    size: (UnsafeRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) {
    self.path = path
    let file = try FileBytes(path)
    if file.bytes.starts(with: Self.gzipMagic) {
      mapped = nil
      unpacked = try Gzip.unpack(file, headerBytes: headerBytes, size: size)
    } else {
      mapped = file
      unpacked = []
      let expected = try size(UnsafeRawBufferPointer(rebasing: file.bytes.prefix(headerBytes)))
      try Self.check(path, bytes: file.bytes.count, expected: expected)
    }
  }

  /// Calls `body` with all bytes.
  func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    if let mapped { return body(mapped.bytes) }
    return unpacked.withUnsafeBytes(body)
  }

  private static func check(_ path: String, bytes: Int, expected: Int) throws(DataError) {
    guard bytes != expected else { return }
    let fault = bytes < expected ? "cut off" : "too long"
    throw DataError(
      path, "\(fault): \(bytes) bytes where its header asks for \(expected); get the file again")
  }
}
