// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

@implementation @c
public func atsnn_session_begin(
  _ handle: OpaquePointer!, _ pixels: UnsafeRawPointer!, _ length: Int
) -> Int32 {
  do throws(SessionError) {
    if pixels == nil {
      try session(handle).pointee.beginEvents()
    } else {
      try session(handle).pointee.begin(image: bytes(pixels, length))
    }
    return 0
  } catch { return result(error) }
}

@implementation @c
public func atsnn_session_step(
  _ handle: OpaquePointer!, _ frame: UnsafeRawPointer!, _ length: Int,
  _ answer: UnsafeMutablePointer<atsnn_answer>!
) -> Int32 {
  do throws(SessionError) {
    if frame == nil {
      answer.pointee = atsnn_answer(try session(handle).pointee.step())
    } else {
      answer.pointee = atsnn_answer(try session(handle).pointee.step(frame: bytes(frame, length)))
    }
    return 0
  } catch { return result(error) }
}

@implementation @c
public func atsnn_session_run(
  _ handle: OpaquePointer!, _ input: UnsafeRawPointer!, _ length: Int,
  _ answer: UnsafeMutablePointer<atsnn_answer>!
) -> Int32 {
  do throws(SessionError) {
    if session(handle).pointee.image.input.kind == .events {
      answer.pointee = atsnn_answer(try session(handle).pointee.run(frames: bytes(input, length)))
    } else {
      answer.pointee = atsnn_answer(try session(handle).pointee.run(image: bytes(input, length)))
    }
    return 0
  } catch { return result(error) }
}

@implementation @c
public func atsnn_session_set_budget(_ handle: OpaquePointer!, _ operations: UInt64) -> Int32 {
  do throws(SessionError) {
    try session(handle).pointee.setBudget(operations == 0 ? nil : operations)
    return 0
  } catch { return result(error) }
}

@implementation @c
public func atsnn_session_worst_case(_ handle: OpaquePointer!) -> UInt64 {
  session(handle).pointee.limits.timestep
}

@implementation @c
public func atsnn_session_operations(_ handle: OpaquePointer!) -> UInt64 {
  session(handle).pointee.operations
}

@implementation @c
public func atsnn_session_set_watchdog(
  _ handle: OpaquePointer!, _ feed: atsnn_watchdog?, _ context: UnsafeMutableRawPointer!
) {
  session(handle).pointee.setWatchdog(feed.map { Watchdog(context: context, feed: $0) })
}

@implementation @c
public func atsnn_session_reset(_ handle: OpaquePointer!) {
  session(handle).pointee.reset()
}

extension atsnn_answer {
  init(_ step: Step) {
    self.init(
      timestep: UInt32(step.timestep), prediction: UInt32(step.prediction),
      score_numerator: step.score?.numerator ?? 0,
      score_denominator: step.score?.denominator ?? 0, exits: step.exits,
      exit_reason: step.reason?.rawValue ?? 0)
  }
}
