#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, mapped into memory and never changed.
///
/// The first byte's address is a multiple of the page size. The file must not shrink meanwhile.
public final class FileBytes: @unchecked Sendable {
  public let path: String
  public let bytes: UnsafeRawBufferPointer
  private let mapping: UnsafeMutableRawPointer?

  /// Maps the file at `path`; throws where it is missing, no ordinary file, or not readable.
  public init(_ path: String) throws(DataError) {
    self.path = path
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw DataError(path, "cannot be opened: \(Self.reason())") }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DataError(path, "is not an ordinary file")
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      mapping = nil
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw DataError(path, "cannot be mapped into memory: \(Self.reason())")
    }
    mapping = start
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let mapping { munmap(mapping, bytes.count) }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
