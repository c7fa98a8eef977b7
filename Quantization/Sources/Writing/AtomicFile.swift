import Foundation

/// Contents on their way to a path.
public struct OutputFile: Sendable {
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Writes all of `files` or none: each goes to a temporary file in its own folder, and only when
/// all are complete are they renamed to their places. Where a place cannot be taken, the earlier
/// ones get back what they held. Nothing temporary is left behind.
///
/// - Throws: `QuantizationError` of kind `file`, also for a place that holds no ordinary file.
public func writeAtomically(_ files: [OutputFile]) throws(QuantizationError) {
  var staged: [StagedFile] = []
  do throws(QuantizationError) {
    for file in files { staged.append(try StagedFile(file)) }
  } catch {
    for file in staged { file.undo() }
    throw error
  }
  try StagedFile.placeAll(staged)
}

/// A file that is complete beside its place, and what the place held before.
struct StagedFile {
  private let path: String
  private let temporary: String
  private var old: String?
  private var isPlaced = false

  /// Writes the contents beside their place.
  init(_ file: OutputFile) throws(QuantizationError) {
    path = file.path
    try Self.check(path)
    let (temporary, stream) = try Self.open(path)
    self.temporary = temporary
    let written = file.bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    let isFlushed = fflush(stream) == 0
    let reason = errno
    let isClosed = fclose(stream) == 0
    guard written == file.bytes.count, isFlushed, isClosed else {
      let error = Self.unwritable(path, isFlushed ? errno : reason)
      unlink(temporary)
      throw error
    }
  }

  /// Brings all of `files` to their places, or none.
  static func placeAll(_ files: [StagedFile]) throws(QuantizationError) {
    var files = files
    do throws(QuantizationError) {
      for index in files.indices { try files[index].place(isLast: index + 1 == files.count) }
    } catch {
      for file in files.reversed() { file.undo() }
      throw error
    }
    for file in files { file.forget() }
  }

  /// Takes the place; what it holds is kept for `undo`, unless nothing can fail after this.
  private mutating func place(isLast: Bool) throws(QuantizationError) {
    try Self.check(path)
    if !isLast {
      let kept = temporary + ".old"
      if link(path, kept) == 0 || rename(path, kept) == 0 { old = kept }
    }
    guard rename(temporary, path) == 0 else { throw Self.unwritable(path, errno) }
    isPlaced = true
  }

  /// Gives the place back what it held.
  func undo() {
    if let old {
      rename(old, path)
      // Two names of one file: then the renaming did nothing.
      unlink(old)
    } else if isPlaced {
      unlink(path)
    }
    unlink(temporary)
  }

  /// Lets go of what the place held.
  private func forget() {
    if let old { unlink(old) }
  }

  /// A new file beside `path`, never one that is there.
  private static func open(
    _ path: String
  ) throws(QuantizationError) -> (path: String, stream: UnsafeMutablePointer<FILE>) {
    for number in 0..<1000 {
      let temporary = "\(path).\(getpid()).\(number).partial"
      if let stream = fopen(temporary, "wbx") { return (temporary, stream) }
      guard errno == EEXIST else { break }
    }
    throw unwritable(path, errno)
  }

  /// Throws where `path` holds something else than an ordinary file: a device would be replaced.
  private static func check(_ path: String) throws(QuantizationError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    throw QuantizationError(
      .file, at: path, "is not an ordinary file and is left alone", remedy: "give another path")
  }

  private static func unwritable(_ path: String, _ code: Int32) -> QuantizationError {
    QuantizationError(
      .file, at: path, "cannot be written: \(String(cString: strerror(code)))",
      remedy: "give a path in a writable folder")
  }
}
