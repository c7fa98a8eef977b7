import Foundation

/// Places that files are to be written to.
enum OutputPath {
  private static let remedy = "give the path of a file"

  /// Throws where no file may be written at `path`, before any long work: only a new path or an
  /// ordinary file that is none of `inputs`.
  static func check(_ path: String, inputs: [String]) throws {
    guard !path.isEmpty else { throw Failure("atsnn: an empty path; \(remedy)") }
    guard !path.hasSuffix("/") else { throw Failure("\(path): is a folder; \(remedy)") }
    let parent = (path as NSString).deletingLastPathComponent
    guard FileManager.default.isWritableFile(atPath: parent.isEmpty ? "." : parent) else {
      throw Failure("\(path): cannot be written; give a path in a writable folder")
    }
    guard let old = status(path) else { return }
    switch old.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure("\(path): is a folder; \(remedy)")
    default:
      throw Failure("\(path): is not an ordinary file and is left alone; give another path")
    }
    for input in inputs {
      guard let file = status(input) else { continue }
      if file.st_dev == old.st_dev, file.st_ino == old.st_ino {
        throw Failure("\(path): is read, as \(input), and is left alone; give another path")
      }
    }
  }

  /// Folder without links, and name in it: the same for two ways to write one path.
  static func place(_ path: String) -> String {
    let file = URL(fileURLWithPath: path)
    return file.deletingLastPathComponent().resolvingSymlinksInPath()
      .appendingPathComponent(file.lastPathComponent).path
  }

  /// What is at `path`, links followed; nil where there is nothing.
  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
