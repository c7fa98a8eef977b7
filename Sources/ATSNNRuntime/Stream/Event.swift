/// One change of brightness at one pixel of an event camera.
public struct Event: Equatable, Sendable {
  /// Column, from 0.
  public let x: UInt16
  /// Row, from 0.
  public let y: UInt16
  /// 1 for brighter, 0 for darker: the channel of a frame.
  public let polarity: UInt8
  /// Microseconds since the recording's start; of a stream that runs on, modulo 2^32.
  public let time: UInt32

  public init(x: UInt16, y: UInt16, polarity: UInt8, time: UInt32) {
    self.x = x
    self.y = y
    self.polarity = polarity
    self.time = time
  }
}
