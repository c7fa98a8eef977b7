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
  ///
  /// - Parameter isReadWhole: whether all of it is read at once, and so mapped at once.
  public init(_ path: String, isReadWhole: Bool = false) throws(DataError) {
    self.path = path
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.unopened(path) }
    try Self.check(status, path)
    // The path may have become a pipe meanwhile: without O_NONBLOCK that would wait for a writer.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw Self.unopened(path) }
    defer { close(file) }
    guard fstat(file, &status) == 0 else { throw Self.unopened(path) }
    try Self.check(status, path)
    let size = Int(status.st_size)
    guard size > 0 else {
      mapping = nil
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let flags = MAP_PRIVATE | (isReadWhole ? Self.populate : 0)
    guard let start = mmap(nil, size, PROT_READ, flags, file, 0), start != MAP_FAILED else {
      throw DataError(path, "cannot be mapped into memory: \(Self.reason()); copy it to a disk")
    }
    mapping = start
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let mapping { munmap(mapping, bytes.count) }
  }

  #if canImport(Glibc)
    private static let populate = MAP_POPULATE
  #else
    private static let populate: Int32 = 0
  #endif

  private static func unopened(_ path: String) -> DataError {
    DataError(path, "cannot be opened: \(reason()); check the path and its permissions")
  }

  private static func check(_ status: stat, _ path: String) throws(DataError) {
    guard status.st_mode & S_IFMT != S_IFREG else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    throw DataError(
      path, "is \(isFolder ? "a folder" : "not an ordinary file"); give the path of a file")
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
