import ATSNNRuntime

/// An event that makes its recording invalid (rule E5).
struct EventError: Error, Equatable {
  enum Fault: String {
    case outside = "lies outside the sensor"
    case backwards = "is earlier than the event before it"
  }
  let fault: Fault
  /// The event's number in the recording, from 0.
  let index: Int
}

/// Turns a recording into one frame of counts a timestep (rules E1 to E5 of ARITHMETIC.md).
struct EventFrames {
  /// Frames to make, 1...255.
  let timesteps: Int
  /// Shape of a frame; two channels.
  let shape: RecordShape
  let binning: EventBinning

  /// Writes `timesteps` frames of `shape.elements` counts (0...255) to `destination`.
  func fill(
    _ destination: UnsafeMutableRawBufferPointer, with events: [Event]
  ) throws(EventError) {
    let frame = shape.elements
    precondition(timesteps >= 1 && destination.count >= timesteps * frame)
    let frames = (0..<timesteps).map { index in
      EventFrame(
        UnsafeMutableRawBufferPointer(rebasing: destination[(index * frame)...].prefix(frame)),
        height: shape.height, width: shape.width)
    }
    try check(events, frames[0])
    for frame in frames { frame.clear() }
    guard let first = events.first, let last = events.last else { return }
    let span = binning == .time ? Int(last.time - first.time) : events.count
    let step = span / timesteps
    for (index, event) in events.enumerated() {
      let position = binning == .time ? Int(event.time - first.time) : index
      frames[step == 0 ? timesteps - 1 : min(position / step, timesteps - 1)].add(event)
    }
  }

  /// Rule E5: every event inside the sensor, times not decreasing.
  private func check(_ events: [Event], _ frame: EventFrame) throws(EventError) {
    var time: UInt32 = 0
    for (index, event) in events.enumerated() {
      guard frame.contains(event) else { throw EventError(fault: .outside, index: index) }
      guard event.time >= time else { throw EventError(fault: .backwards, index: index) }
      time = event.time
    }
  }
}
