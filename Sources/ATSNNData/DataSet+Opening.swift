extension DataSet {
  /// Opens a file or folder in its publisher's own format.
  ///
  /// - Parameter path: One of
  ///   - an IDX images file, gzipped or not; its labels file is found beside it by the publishers'
  ///     names (`images` and `idx3` become `labels` and `idx1`), without it there are no labels;
  ///   - a CIFAR-10 or CIFAR-100 binary file: known by the publishers' names, else by its size;
  ///   - an N-MNIST recording (digits and `.bin`), labelled by its folder's name;
  ///   - a `.npy` file, uint8 N,H,W,C, with `NAME-labels.npy` beside it;
  ///   - a folder with exactly one of these: one IDX images file; CIFAR-10 training batches (all
  ///     `data_batch_*.bin` in the order of their numbers, `test_batch.bin` only if named or
  ///     alone); `train.bin` or `test.bin` of CIFAR-100; label folders `0` to `9` of recordings,
  ///     or one label folder; one `.npy` file.
  ///
  /// A folder that offers several sets is an error that lists them. Throws a sentence that says
  /// what, where and what to do.
  public init(path: String) throws(DataError) {
    guard Folder.exists(path) else {
      throw DataError(path, "no such file or folder; check the path")
    }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let store =
      Folder.isFolder(path) ? try Self.folder(trimmed) : try Self.file(path)
    guard store.count > 0 else { throw DataError(path, "holds no records; give other data") }
    self.init(store, path: path)
  }

  private static let formats =
    "IDX, CIFAR-10/100 binary, N-MNIST .bin or .npy uint8 N,H,W,C are read"

  private static func file(_ path: String) throws(DataError) -> any RecordStore {
    let name = Folder.split(path).name
    if name.hasSuffix(".npy") { return try NPYStore(path) }
    if EventRecording.isName(name) {
      return EventStore([(path, EventFolders.label(ofRecording: path))])
    }
    let file = try FileBytes(path)
    if name.hasSuffix(".bin") {
      guard let format = CIFARFormat.of(name: name, size: file.bytes.count) else {
        throw DataError(
          path,
          "\(file.bytes.count) bytes fit neither CIFAR-10 (3073 a record) nor CIFAR-100 "
            + "(3074); give the file its publisher's name")
      }
      return try CIFARStore([path], format: format)
    }
    guard IDXFile.looksRight(file.bytes) else {
      throw DataError(path, "no known data format; \(formats)")
    }
    return try IDXStore(images: path)
  }

  private static func folder(_ path: String) throws(DataError) -> any RecordStore {
    let names = try Folder.names(path)
    if let images = try only(IDXNames.images(in: names), in: path) {
      return try IDXStore(images: images)
    }
    if let store = try cifar(names, in: path) { return store }
    if let recordings = try EventFolders.recordings(path) { return EventStore(recordings) }
    let arrays = names.filter { $0.hasSuffix(".npy") && !$0.hasSuffix("-labels.npy") }
    if let array = try only(arrays, in: path) { return try NPYStore(array) }
    try refuseParts(names, in: path)
    throw DataError(path, "no known data in this folder; \(formats)")
  }

  private static func cifar(_ names: [String], in path: String) throws(DataError) -> CIFARStore? {
    let batches = names.filter(CIFARFormat.isTrainingBatch)
      .sorted { (CIFARFormat.batchNumber($0) ?? 0) < (CIFARFormat.batchNumber($1) ?? 0) }
    let chosen = batches.isEmpty ? names.filter { $0 == "test_batch.bin" } : batches
    if !chosen.isEmpty {
      return try CIFARStore(chosen.map { Folder.join(path, $0) }, format: .cifar10)
    }
    let fine = names.filter { $0 == "train.bin" || $0 == "test.bin" }
    return try only(fine, in: path).map { file throws(DataError) in
      try CIFARStore([file], format: .cifar100)
    }
  }

  /// The path of the only name, nil for none. Throws where there are several.
  private static func only(_ names: [String], in path: String) throws(DataError) -> String? {
    guard names.count > 1 else { return names.first.map { Folder.join(path, $0) } }
    throw several(names, in: path)
  }

  private static func several(_ names: [String], in path: String) -> DataError {
    DataError(path, "several data sets here; name one of \(names.joined(separator: ", "))")
  }

  /// Training and test folders of N-MNIST under one folder are two data sets.
  private static func refuseParts(_ names: [String], in path: String) throws(DataError) {
    let parts = names.filter { $0 == "Train" || $0 == "Test" }
    guard !parts.isEmpty else { return }
    throw several(parts, in: path)
  }
}
