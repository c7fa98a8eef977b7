import CZlib

/// One pass over the members of a gzip file.
final class GzipStream {
  private let file: FileBytes
  /// On the heap, because zlib remembers its address.
  private let state: UnsafeMutablePointer<z_stream>
  private var isFinished = false

  init(_ file: FileBytes) throws(DataError) {
    self.file = file
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 16 asks for the gzip wrapping, 15 for the largest window.
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(state, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
      throw DataError(file.path, "cannot be unpacked: zlib does not start; unpack it with gunzip")
    }
    let start = file.bytes.bindMemory(to: Bytef.self).baseAddress
    state.pointee.next_in = UnsafeMutablePointer(mutating: start)
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// The next `count` unpacked bytes, fewer at the end. Throws where the file is damaged.
  func read(_ count: Int) throws(DataError) -> [UInt8] {
    var fault: DataError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(DataError) { initialized = try fill(buffer) } catch { fault = error }
    }
    if let fault { throw fault }
    return bytes
  }

  /// Bytes of the file that were consumed, over all members.
  private var position: Int {
    guard let next = state.pointee.next_in, let start = file.bytes.baseAddress else { return 0 }
    return UnsafeRawPointer(next) - start
  }

  private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws(DataError) -> Int {
    var done = 0
    while done < buffer.count, !isFinished {
      let room = min(buffer.count - done, 1 << 30)
      state.pointee.next_out = buffer.baseAddress.map { $0 + done }
      state.pointee.avail_out = uInt(room)
      state.pointee.avail_in = uInt(min(file.bytes.count - position, 1 << 30))
      let status = inflate(state, Z_NO_FLUSH)
      let produced = room - Int(state.pointee.avail_out)
      done += produced
      try advance(status, produced: produced)
    }
    return done
  }

  private func advance(_ status: Int32, produced: Int) throws(DataError) {
    switch status {
    case Z_STREAM_END where position == file.bytes.count:
      isFinished = true
    case Z_STREAM_END:
      // Another member may follow (RFC 1952, 2.2).
      inflateReset(state)
    case Z_OK where produced > 0 || position < file.bytes.count:
      break
    default:
      throw DataError(file.path, "damaged gzip data near byte \(position); get the file again")
    }
  }
}
