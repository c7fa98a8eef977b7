/// Gray images and their labels in two IDX files.
struct IDXStore: RecordStore {
  let kind = RecordKind.image
  let shape: RecordShape
  let count: Int
  let classes: Int? = nil
  private let images: IDXFile
  private let labels: IDXFile?
  let files: [String]
  private let path: String

  /// Opens the images at `path` and, where it is there, the labels file beside it.
  init(images path: String) throws(DataError) {
    self.path = path
    images = try IDXFile(path, rank: 3)
    count = images.dimensions[0]
    shape = RecordShape(height: images.dimensions[1], width: images.dimensions[2], channels: 1)
    guard shape.elements > 0 else {
      throw DataError(path, "images of no pixels (offset 8); give other data")
    }
    guard let labelPath = IDXNames.labels(beside: path) else {
      labels = nil
      files = [path]
      return
    }
    let labels = try IDXFile(labelPath, rank: 1)
    guard labels.dimensions[0] == count else {
      throw DataError(
        labelPath,
        "\(labels.dimensions[0]) labels for the \(count) images of \(path); "
          + "put its own labels beside it"
      )
    }
    self.labels = labels
    files = [path, labelPath]
  }

  func label(_ index: Int) -> Int? { labels.map { Int($0[index]) } }

  func origin(_ index: Int) -> RecordOrigin { RecordOrigin(file: path, index: index) }

  func copyImage(_ index: Int, into destination: UnsafeMutableRawBufferPointer) {
    let place = UnsafeMutableRawBufferPointer(rebasing: destination.prefix(shape.elements))
    images.copy(from: index * shape.elements, into: place)
  }
}
