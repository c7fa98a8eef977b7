import Foundation

/// The energy table that is used where none is named.
enum DefaultTable {
  private static let place = "Firmware/accelerator/tables/28nm.json"

  /// Looked for in the folders above the program and above the current folder.
  static func path() throws -> String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [program.deletingLastPathComponent(), current] {
      var folder = start
      while true {
        let file = folder.appendingPathComponent(place).path
        if FileManager.default.fileExists(atPath: file) { return file }
        if folder.path == "/" { break }
        folder.deleteLastPathComponent()
      }
    }
    throw Failure("atsnn: no \(place) above the program or this folder; give --accelerator FILE")
  }
}
