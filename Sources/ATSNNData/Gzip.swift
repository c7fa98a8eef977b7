/// Unpacks gzip files into memory, no further than the content's own header allows.
enum Gzip {
  /// Deflate never shrinks data more than about 1032 times.
  private static let greatestRatio = 1040

  /// The unpacked bytes of `file`.
  ///
  /// Throws where the file is damaged or its content has another length than `size` says of the
  /// content's first `headerBytes` bytes.
  static func unpack(
    _ file: FileBytes, headerBytes: Int,
    size: (UnsafeRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> [UInt8] {
    let stream = try GzipStream(file)
    var bytes = try stream.read(headerBytes)
    let expected = try withBytes(bytes, size)
    guard expected / greatestRatio <= file.bytes.count else {
      throw DataError(
        file.path, "damaged: its header asks for \(expected) bytes; get the file again")
    }
    if expected > bytes.count { bytes += try stream.read(expected - bytes.count) }
    let rest = try stream.read(1)
    guard bytes.count == expected, rest.isEmpty else {
      let fault = bytes.count < expected ? "cut off" : "too long"
      throw DataError(
        file.path, "\(fault): its header asks for \(expected) unpacked bytes; get the file again")
    }
    return bytes
  }

  private static func withBytes(
    _ bytes: [UInt8], _ size: (UnsafeRawBufferPointer) throws(DataError) -> Int
  ) throws(DataError) -> Int {
    var result: Result<Int, DataError> = .success(0)
    bytes.withUnsafeBytes { buffer in
      do throws(DataError) { result = .success(try size(buffer)) } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }
}
