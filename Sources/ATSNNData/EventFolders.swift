/// Finds the recordings of an N-MNIST folder.
enum EventFolders {
  /// The class that a folder's name stands for: "0" to "9".
  static func label(_ name: String) -> Int? {
    guard name.utf8.count == 1, let digit = Int(name), digit >= 0 else { return nil }
    return digit
  }

  /// Recordings of a folder of label folders, or of one label folder, sorted by label, then name.
  ///
  /// Nil where the folder is neither.
  static func recordings(_ path: String) throws(DataError) -> [(path: String, label: Int?)]? {
    let names = try Folder.names(path)
    let labelled = names.filter { label($0) != nil && Folder.isFolder(Folder.join(path, $0)) }
    if labelled.isEmpty {
      let found = try files(in: path)
      return found.isEmpty ? nil : found
    }
    var found: [(path: String, label: Int?)] = []
    for name in labelled { found += try files(in: Folder.join(path, name)) }
    return found.isEmpty ? nil : found
  }

  /// The label of the recording at `path`, from its folder's name; nil for another name.
  static func label(ofRecording path: String) -> Int? {
    let folder = Folder.split(path).folder.dropLast()
    return label(Folder.split(String(folder)).name)
  }

  private static func files(in folder: String) throws(DataError) -> [(path: String, label: Int?)] {
    try Folder.names(folder).filter(EventRecording.isName).map { name in
      let path = Folder.join(folder, name)
      return (path, label(ofRecording: path))
    }
  }
}
