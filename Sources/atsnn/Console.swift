import Foundation

/// The standard output and error.
enum Console {
  /// Columns that tables keep to.
  static let width = 100

  /// Whether a person looks at the standard error.
  static let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  /// Writes a line to the standard output.
  static func print(_ text: String) {
    write(text + "\n", to: .standardOutput)
  }

  /// Writes a line to the standard error.
  static func error(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  /// Writes `text` as it is; a reader that has gone away is no error.
  static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
