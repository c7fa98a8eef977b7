extension DataSet {
  /// Bytes of record `index` as a network of `timesteps` timesteps sees them: an image's
  /// `shape.elements` bytes, or `timesteps` frames of `shape.elements` bytes each.
  public func recordBytes(timesteps: Int) -> Int {
    kind == .image ? shape.elements : timesteps * shape.elements
  }

  /// Copies record `index` as a network sees it: an image, or event frames by rules E1 to E5.
  ///
  /// - Parameters:
  ///   - index: In 0..<count.
  ///   - timesteps: The image's timesteps T (1...255), also when fewer are run; unused for images.
  ///   - binning: By time or by count; unused for images.
  ///   - destination: At least `recordBytes(timesteps:)` bytes.
  ///
  /// Throws where a recording cannot be read or breaks rule E5.
  public func copyRecord(
    _ index: Int, timesteps: Int, binning: EventBinning,
    into destination: UnsafeMutableRawBufferPointer
  ) throws(DataError) {
    guard kind == .events else { return copyImage(index, into: destination) }
    let recording = try events(index)
    let frames = EventFrames(timesteps: timesteps, shape: shape, binning: binning)
    do {
      try frames.fill(destination, with: recording)
    } catch {
      throw DataError(
        origin(index).description, "event \(error.index) \(error.fault.rawValue); remove the record"
      )
    }
  }

  /// Checks that every label is below `classes`, so that it names an output of the network.
  public func checkLabels(below classes: Int) throws(DataError) {
    for index in 0..<count {
      guard let label = label(index), label >= classes else { continue }
      throw DataError(
        origin(index).description,
        "label \(label) with a network of \(classes) classes; give the data it was trained on")
    }
  }
}
