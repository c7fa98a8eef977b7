/// One N-MNIST recording: five bytes an event.
enum EventRecording {
  /// All events of the file at `path`, in file order. Throws where it is missing or cut off.
  static func events(_ path: String) throws(DataError) -> [Event] {
    let file = try FileBytes(path)
    let bytes = file.bytes
    guard bytes.count % EventRecord.bytes == 0 else {
      throw DataError(
        path,
        "\(bytes.count) bytes, no multiple of \(EventRecord.bytes) bytes an event; "
          + "get the file again")
    }
    return (0..<(bytes.count / EventRecord.bytes)).map { event in
      EventRecord.event(bytes, at: event * EventRecord.bytes)
    }
  }

  /// Whether `name` is a recording's, digits and ".bin", as "00001.bin".
  static func isName(_ name: String) -> Bool {
    name.hasSuffix(".bin") && name.count > 4
      && name.dropLast(4).allSatisfy { $0.isASCII && $0.isNumber }
  }
}
