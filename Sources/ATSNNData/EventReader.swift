#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Events of a file or a pipe as they come, one record of N-MNIST's format after another.
///
/// A record's 23 bits of time start again after 8.39 s: a time that falls by more than half of that is
/// the next turn, and times go on modulo 2^32. Memory is one buffer, whatever the length.
public final class EventReader: @unchecked Sendable {
  /// The path, or "standard input".
  public let name: String
  /// Events read so far.
  public private(set) var count = 0
  private let file: Int32
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var next = 0
  private var base: UInt32 = 0
  private var last: UInt32 = 0

  /// Opens the file, FIFO or device at `path`, "-" for the standard input. Throws where it cannot.
  public init(path: String) throws(DataError) {
    name = path == "-" ? "standard input" : path
    file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let reason = String(cString: strerror(errno))
      throw DataError(path, "cannot be opened: \(reason); check the path and its permissions")
    }
    buffer = .allocate(byteCount: 1 << 16, alignment: 1)
  }

  deinit {
    buffer.deallocate()
    if file > 0 { close(file) }
  }

  /// The next event; nil at the end. Waits until there is one.
  ///
  /// Throws where the input cannot be read or ends within a record.
  public func read() throws(DataError) -> Event? {
    while filled - next < EventRecord.bytes {
      guard try refill() else { return nil }
    }
    let event = EventRecord.event(UnsafeRawBufferPointer(buffer), at: next)
    next += EventRecord.bytes
    count += 1
    if event.time < last, last - event.time > EventRecord.turn / 2 { base &+= EventRecord.turn }
    last = event.time
    return Event(x: event.x, y: event.y, polarity: event.polarity, time: base &+ event.time)
  }

  /// Reads what is there, after the bytes of a record that is not whole; false at the end.
  private func refill() throws(DataError) -> Bool {
    let rest = filled - next
    for index in 0..<rest { buffer[index] = buffer[next + index] }
    next = 0
    filled = rest
    let got = try readBytes(UnsafeMutableRawBufferPointer(rebasing: buffer[rest...]))
    guard got > 0 else {
      guard rest == 0 else {
        throw DataError(
          name,
          "ends \(rest) bytes into event \(count), of \(EventRecord.bytes) bytes; "
            + "send whole events")
      }
      return false
    }
    filled += got
    return true
  }

  private func readBytes(_ space: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(file, space.baseAddress, space.count)
      #else
        let got = Darwin.read(file, space.baseAddress, space.count)
      #endif
      if got >= 0 { return got }
      guard errno == EINTR else {
        throw DataError(
          name, "cannot be read: \(String(cString: strerror(errno))); give a file or a pipe")
      }
    }
  }
}
