/// The counts of one frame in the caller's memory, two polarities a pixel (rules E3 and I3).
public struct EventFrame: @unchecked Sendable {
  /// `height` x `width` x 2 counts of one byte in element order.
  public let bytes: UnsafeMutableRawBufferPointer
  let height: Int
  let width: Int

  /// - Parameter bytes: exactly `height` x `width` x 2 of them.
  public init(_ bytes: UnsafeMutableRawBufferPointer, height: Int, width: Int) {
    precondition(bytes.count == 2 * height * width)
    self.bytes = bytes
    self.height = height
    self.width = width
  }

  /// Whether the event lies on the sensor (rule E5).
  public func contains(_ event: Event) -> Bool {
    Int(event.x) < width && Int(event.y) < height && event.polarity <= 1
  }

  /// Counts an event that the frame contains; a count stays at 255.
  public func add(_ event: Event) {
    let place = (Int(event.y) &* width &+ Int(event.x)) &* 2 &+ Int(event.polarity)
    let count = bytes[place]
    bytes[place] = count == 255 ? 255 : count &+ 1
  }

  public func clear() {
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }
}
