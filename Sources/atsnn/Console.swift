import Foundation

/// The standard output and error.
enum Console {
  /// Columns that tables keep to.
  static let width = 100

  /// Whether a person looks at the standard error.
  static let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  /// Writes a line to the standard output. Throws where it cannot take it, as a full disk cannot.
  static func print(_ text: String) throws {
    do {
      try send(text + "\n", to: .standardOutput)
    } catch {
      let reason = String(cString: strerror(error.code))
      throw Failure("standard output: cannot be written: \(reason); give it another place")
    }
  }

  /// Writes a line to the standard error.
  static func error(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  /// Writes `text` as it is; there is no place to say that it failed.
  static func write(_ text: String, to handle: FileHandle) {
    try? send(text, to: handle)
  }

  /// What the system calls a failed write.
  private struct SystemError: Error {
    let code: Int32
  }

  /// Writes all of `text`; a reader that has gone away is no error.
  private static func send(_ text: String, to handle: FileHandle) throws(SystemError) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes {
        Foundation.write(handle.fileDescriptor, $0.baseAddress, $0.count)
      }
      if written > 0 { start += written }
      guard written < 0, errno != EINTR else { continue }
      if errno == EPIPE { return }
      throw SystemError(code: errno)
    }
  }
}
