import Foundation

/// Places that files are to be written to.
enum OutputPath {
  /// Throws where no file can be written at `path`, before any long work.
  static func check(_ path: String) throws {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw Failure("\(path): is a folder; give the path of a file")
    }
    let parent = (path as NSString).deletingLastPathComponent
    guard files.isWritableFile(atPath: parent.isEmpty ? "." : parent) else {
      throw Failure("\(path): cannot be written; give a path in a writable folder")
    }
  }
}
