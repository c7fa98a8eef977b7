// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are those of Firmware/include/atsnn.h, which the compiler compares with what is here.

/// Numbers of session errors stand above those of image faults.
private let firstSessionError: Int32 = 32

func result(_ error: SessionError) -> Int32 { firstSessionError + Int32(error.rawValue) }

@implementation @c
public func atsnn_version() -> UnsafePointer<CChar>! { cString("0.1.0") }

@implementation @c
public func atsnn_session_error(_ result: Int32) -> UnsafePointer<CChar>! {
  if result == 0 { return cString("done") }
  if let fault = ImageFault(rawValue: UInt8(truncatingIfNeeded: result)), result < 32 {
    return cString(fault.sentence)
  }
  let number = UInt8(truncatingIfNeeded: result &- firstSessionError)
  guard result > firstSessionError, result < 64, let error = SessionError(rawValue: number) else {
    return cString("not a result of this library")
  }
  return cString(error.sentence)
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
