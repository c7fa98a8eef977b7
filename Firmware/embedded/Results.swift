// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

/// Numbers of session errors stand above those of image faults, those of streams above both.
private let firstSessionError: Int32 = 32

private let firstStreamError: Int32 = 48

func result(_ error: SessionError) -> Int32 { firstSessionError + Int32(error.rawValue) }

func result(stream error: StreamError) -> Int32 { firstStreamError + Int32(error.rawValue) }

@implementation @c
public func atsnn_version() -> UnsafePointer<CChar>! { cString("0.1.0") }

@implementation @c
public func atsnn_session_error(_ result: Int32) -> UnsafePointer<CChar>! {
  if result == 0 { return cString("done") }
  if let fault = ImageFault(rawValue: UInt8(truncatingIfNeeded: result)), result < 32 {
    return cString(fault.sentence)
  }
  if result > firstSessionError, result < firstStreamError,
    let error = SessionError(rawValue: UInt8(result - firstSessionError))
  {
    return cString(error.sentence)
  }
  if result > firstStreamError, result < 64,
    let error = StreamError(rawValue: UInt8(result - firstStreamError))
  {
    return cString(error.sentence)
  }
  return cString("not a result of this library")
}

/// A literal's bytes, which end in zero.
private func cString(_ text: StaticString) -> UnsafePointer<CChar> {
  UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

extension ImageFault {
  fileprivate var sentence: StaticString {
    switch self {
    case .truncated: "the image has fewer bytes than it says"
    case .magic: "not a model image"
    case .formatVersion: "another version of the image format"
    case .arithmeticVersion: "another version of the arithmetic"
    case .featureFlags: "the image needs a feature that is not here"
    case .headerChecksum: "the image's header does not have its CRC-32"
    case .sectionChecksum: "a section of the image does not have its CRC-32"
    case .sectionPlace: "a section of the image is out of place"
    case .sectionSet: "a section of the image is missing, twice or unknown"
    case .layoutCode: "the image's weights have an unknown layout"
    case .value: "a field of the image is out of its range"
    case .shape: "shapes in the image do not fit together"
    case .order: "a node of the image comes before its source"
    case .bound: "the image's weights exceed a bound"
    case .address: "the image's address is not a multiple of 64"
    }
  }
}

extension SessionError {
  fileprivate var sentence: StaticString {
    switch self {
    case .memorySize: "fewer bytes of memory than the session needs"
    case .memoryAlignment: "the memory's address is not a multiple of 64"
    case .inputSize: "the input has not the network's size"
    case .inputKind: "an image for a network of events, or the reverse"
    case .notBegun: "a step before begin"
    case .running: "a change of policy during a run"
    case .policy: "a score, timestep, threshold or budget out of its range"
    case .finished: "a step after the answer"
    }
  }
}

extension StreamError {
  fileprivate var sentence: StaticString {
    switch self {
    case .settings: "a bin or window out of its range"
    case .inputKind: "a stream of events for a network of images"
    case .memorySize: "fewer bytes of memory than the stream needs"
    case .outside: "an event outside the sensor"
    case .backwards: "an event earlier than the one before it"
    case .due: "a bin is complete: step first"
    case .notDue: "a step without a complete bin"
    case .memoryAlignment: "the memory's address is not a multiple of 64"
    }
  }
}
