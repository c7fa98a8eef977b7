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
/// all are complete are they renamed to their places. Nothing temporary is left behind.
///
/// - Throws: `QuantizationError` of kind `file`.
public func writeAtomically(_ files: [OutputFile]) throws(QuantizationError) {
  var staged: [(temporary: String, path: String)] = []
  do throws(QuantizationError) {
    for file in files {
      let temporary = "\(file.path).\(getpid()).partial"
      staged.append((temporary, file.path))
      try stage(file.bytes, at: temporary, for: file.path)
    }
    for (temporary, path) in staged where rename(temporary, path) != 0 {
      throw unwritable(path)
    }
  } catch {
    for (temporary, _) in staged { unlink(temporary) }
    throw error
  }
}

private func unwritable(_ path: String) -> QuantizationError {
  QuantizationError(
    .file, at: path, "cannot be written: \(String(cString: strerror(errno)))",
    remedy: "give a path in a writable folder")
}

private func stage(_ bytes: [UInt8], at temporary: String, for path: String)
  throws(QuantizationError)
{
  guard let file = fopen(temporary, "wb") else { throw unwritable(path) }
  let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
  let isFlushed = fflush(file) == 0
  let isClosed = fclose(file) == 0
  guard written == bytes.count, isFlushed, isClosed else { throw unwritable(path) }
}
