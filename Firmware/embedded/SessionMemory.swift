// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

/// The session stands first in the caller's memory, its parts (`MemoryPlan`) at the next multiple of 64.
private let sessionBytes = (MemoryLayout<Session>.size + 63) & ~63

/// The session behind a C pointer.
func session(_ pointer: OpaquePointer!) -> UnsafeMutablePointer<Session> {
  UnsafeMutablePointer(pointer)
}

func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> UnsafeRawBufferPointer {
  UnsafeRawBufferPointer(start: start, count: count)
}

@implementation @c
public func atsnn_session_check(_ image: UnsafeRawPointer!, _ length: Int) -> Int32 {
  do throws(ImageError) {
    _ = try ModelImage(bytes(image, length))
    return 0
  } catch { return Int32(error.fault.rawValue) }
}

@implementation @c
public func atsnn_session_size(_ image: UnsafeRawPointer!, _ length: Int) -> Int {
  do throws(ImageError) {
    let total = MemoryPlan(try ModelImage(bytes(image, length))).totalBytes
    return total > Int.max - sessionBytes ? Int.max : sessionBytes + total
  } catch { return 0 }
}

@implementation @c
public func atsnn_session_init(
  _ session: UnsafeMutablePointer<OpaquePointer?>!, _ image: UnsafeRawPointer!, _ length: Int,
  _ memory: UnsafeMutableRawPointer!, _ memoryLength: Int
) -> Int32 {
  let model: ModelImage
  do throws(ImageError) {
    model = try ModelImage(bytes(image, length))
  } catch { return Int32(error.fault.rawValue) }
  guard memoryLength >= sessionBytes else { return result(.memorySize) }
  let parts = UnsafeMutableRawBufferPointer(
    start: memory + sessionBytes, count: memoryLength - sessionBytes)
  do throws(SessionError) {
    let made = try Session(image: model, memory: parts)
    let place = memory.bindMemory(to: Session.self, capacity: 1)
    place.initialize(to: made)
    session.pointee = OpaquePointer(place)
    return 0
  } catch { return result(error) }
}
