/// One N-MNIST recording: five bytes an event.
///
/// Byte 0 is x, byte 1 is y; of the 24 bits that follow, highest first, one is the polarity and 23
/// are microseconds.
enum EventRecording {
  static let eventBytes = 5

  /// All events of the file at `path`, in file order. Throws where it is missing or cut off.
  static func events(_ path: String) throws(DataError) -> [Event] {
    let file = try FileBytes(path)
    let bytes = file.bytes
    guard bytes.count % eventBytes == 0 else {
      throw DataError(
        path,
        "\(bytes.count) bytes, no multiple of \(eventBytes) bytes an event; "
          + "get the file again")
    }
    return (0..<(bytes.count / eventBytes)).map { event in
      let first = event * eventBytes
      let high = UInt32(bytes[first + 2] & 0x7F) << 16
      return Event(
        x: UInt16(bytes[first]), y: UInt16(bytes[first + 1]), polarity: bytes[first + 2] >> 7,
        time: high | UInt32(bytes[first + 3]) << 8 | UInt32(bytes[first + 4]))
    }
  }

  /// Whether `name` is a recording's, digits and ".bin", as "00001.bin".
  static func isName(_ name: String) -> Bool {
    name.hasSuffix(".bin") && name.count > 4
      && name.dropLast(4).allSatisfy { $0.isASCII && $0.isNumber }
  }
}
