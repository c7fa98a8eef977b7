#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, mapped into memory at an address that is a multiple of the page size.
///
/// The file must not shrink meanwhile.
final class MappedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  private let mapping: UnsafeMutableRawPointer?

  /// Maps the file at `path`; throws where it is missing, no ordinary file, or not readable.
  init(_ path: String) throws(EngineError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw EngineError(path, "cannot be opened: \(Self.reason())") }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw EngineError(path, "is not an ordinary file")
    }
    let size = Int(status.st_size)
    guard size > 0 else { throw EngineError(path, "is empty; quantize the model again") }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw EngineError(path, "cannot be mapped into memory: \(Self.reason())")
    }
    mapping = start
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let mapping { munmap(mapping, bytes.count) }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
