import Foundation

/// The repository's configurations and energy tables, found without being told where.
enum AcceleratorFiles {
  private static let folder = "Firmware/accelerator"

  /// The file of a configuration: a shipped one by its name, any other by its path.
  static func configuration(_ name: String) throws -> String {
    if name.contains("/") || name.hasSuffix(".json") { return name }
    return try shipped("configurations/\(name).json", "give --configuration edge, resident, micro")
  }

  /// The table of a process node.
  static func table(_ nanometres: Double) throws -> String {
    try shipped("tables/\(Format.significant(nanometres))nm.json", "give --table FILE")
  }

  /// The table of DRAM kinds.
  static func dram() throws -> String { try shipped("tables/dram.json", "run in the repository") }

  /// Looked for in the folders above the program and above the current folder.
  private static func shipped(_ file: String, _ advice: String) throws -> String {
    let place = "\(folder)/\(file)"
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [program.deletingLastPathComponent(), current] {
      var folder = start
      while true {
        let path = folder.appendingPathComponent(place).path
        if FileManager.default.fileExists(atPath: path) { return path }
        if folder.path == "/" { break }
        folder.deleteLastPathComponent()
      }
    }
    throw Failure("atsnn: no \(place) above the program or this folder; \(advice)")
  }
}
