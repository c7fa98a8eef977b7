#if _endian(big)
  #error("a model image is little-endian and is used in place")
#endif

/// A checked view of a model image, used in place: a memory-mapped file, flash or a C array.
///
/// Nothing is copied. The bytes must stay where they are, unchanged, as long as this value or any
/// session made with it is in use. After `init` every field is in the range that FORMAT.md gives, and
/// rules O1 to O3 hold for the actual weights, so that inference needs no further check.
public struct ModelImage: @unchecked Sendable {
  /// The whole image.
  public let bytes: UnsafeRawBufferPointer
  public let nodeCount: Int
  public let connectionCount: Int
  let sectionCount: Int
  let offsets: SectionOffsets
  #if !hasFeature(Embedded)
    /// As `indexed` says.
    var places: UnsafeMutablePointer<SectionPlaces>?
  #endif

  /// Checks the image completely, in the order of FORMAT.md, "Refusals".
  ///
  /// - Parameter bytes: the image; its first byte's address is a multiple of 64.
  /// - Throws: the first fault found.
  /// - Complexity: two passes over the bytes (checksums, weight bounds).
  public init(_ bytes: UnsafeRawBufferPointer) throws(ImageError) {
    let header = try Header(bytes)
    self.bytes = bytes
    nodeCount = header.nodeCount
    connectionCount = header.connectionCount
    sectionCount = header.sectionCount
    let table = SectionTable(bytes: bytes, count: header.sectionCount)
    let slots = try table.checked(header)
    offsets = table.offsets(slots)
    try checkModel(modelSlot: slots.model)
    try checkInput(table, slots)
    try checkTimesteps(table, slots)
    try indexed { (image) throws(ImageError) in
      try image.checkNodes()
      try image.checkParameters(image.sections)
      try image.checkFlags(header.flags)
      try image.checkBounds()
    }
  }
}
