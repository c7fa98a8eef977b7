// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

/// What stands first in the caller's memory; the frame follows at the next multiple of 64.
private struct HeldStream: ~Copyable {
  var stream: EventStream
  let session: UnsafeMutablePointer<Session>

  static var bytes: Int { (MemoryLayout<HeldStream>.size + 63) & ~63 }
}

private func held(_ pointer: OpaquePointer!) -> UnsafeMutablePointer<HeldStream> {
  UnsafeMutablePointer(pointer)
}

@implementation @c
public func atsnn_stream_size(_ handle: OpaquePointer!) -> Int {
  HeldStream.bytes + EventStream.frameBytes(session(handle).pointee.image.input)
}

@implementation @c
public func atsnn_stream_init(
  _ stream: UnsafeMutablePointer<OpaquePointer?>!, _ handle: OpaquePointer!,
  _ settings: UnsafePointer<atsnn_stream_settings>!, _ memory: UnsafeMutableRawPointer!,
  _ memoryLength: Int
) -> Int32 {
  guard memoryLength >= HeldStream.bytes else { return result(stream: .memorySize) }
  let target = session(handle)
  do throws(StreamError) {
    let made = try EventStream(
      try StreamSettings(settings.pointee, target.pointee.policy),
      input: target.pointee.image.input,
      memory: UnsafeMutableRawBufferPointer(
        start: memory + HeldStream.bytes, count: memoryLength - HeldStream.bytes))
    let place = memory.bindMemory(to: HeldStream.self, capacity: 1)
    place.initialize(to: HeldStream(stream: made, session: target))
    stream.pointee = OpaquePointer(place)
    return 0
  } catch { return result(stream: error) }
}

@implementation @c
public func atsnn_stream_push(
  _ handle: OpaquePointer!, _ event: UnsafePointer<atsnn_event>!
) -> Int32 {
  let event = event.pointee
  do throws(StreamError) {
    try held(handle).pointee.stream.push(
      Event(x: event.x, y: event.y, polarity: event.polarity, time: event.time))
    return 0
  } catch { return result(stream: error) }
}

@implementation @c
public func atsnn_stream_advance(_ handle: OpaquePointer!, _ time: UInt32) -> Int32 {
  do throws(StreamError) {
    try held(handle).pointee.stream.advance(to: time)
    return 0
  } catch { return result(stream: error) }
}

@implementation @c
public func atsnn_stream_end(_ handle: OpaquePointer!) -> Int32 {
  do throws(StreamError) {
    try held(handle).pointee.stream.end()
    return 0
  } catch { return result(stream: error) }
}

@implementation @c
public func atsnn_stream_due(_ handle: OpaquePointer!) -> Bool {
  held(handle).pointee.stream.isDue
}

@implementation @c
public func atsnn_stream_step(
  _ handle: OpaquePointer!, _ bin: UnsafeMutablePointer<atsnn_bin>!
) -> Int32 {
  do throws(SessionError) {
    let session = held(handle).pointee.session
    guard let step = try held(handle).pointee.stream.step(&session.pointee) else {
      return result(stream: .notDue)
    }
    bin.pointee = atsnn_bin(
      answer: atsnn_answer(step.step), window: step.window, start: step.start, end: step.end,
      events: step.events, answers: step.answers)
    return 0
  } catch { return result(error) }
}

@implementation @c
public func atsnn_stream_events(_ handle: OpaquePointer!) -> UInt64 {
  held(handle).pointee.stream.events
}

@implementation @c
public func atsnn_stream_passed_over(_ handle: OpaquePointer!) -> UInt64 {
  held(handle).pointee.stream.passedOver
}

extension StreamSettings {
  /// Throws where not just one of the two limits of a bin is there.
  fileprivate init(_ settings: atsnn_stream_settings, _ policy: ExitPolicy) throws(StreamError) {
    guard (settings.bin_microseconds == 0) != (settings.bin_events == 0) else { throw .settings }
    let window =
      settings.window_bins == 0 ? policy.maximumTimestep : Int(min(settings.window_bins, 256))
    self.init(
      bin: settings.bin_events == 0
        ? .microseconds(settings.bin_microseconds) : .events(settings.bin_events),
      window: window, keepsMembranes: settings.keep_membranes)
  }
}
