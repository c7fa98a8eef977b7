/// Why an image is refused: the names and numbers of FORMAT.md, "Refusals".
public enum ImageFault: UInt8, Error, Sendable {
  case truncated = 1
  case magic
  case formatVersion
  case arithmeticVersion
  case featureFlags
  case headerChecksum
  case sectionChecksum
  case sectionPlace
  case sectionSet
  case layoutCode
  case value
  case shape
  case order
  case bound
  case address
}

/// The first fault that the reader met, and where.
public struct ImageError: Error, Equatable, Sendable {
  public let fault: ImageFault
  /// Index in the section table, -1 where the fault belongs to no section.
  public let section: Int32
  /// Index of the node, -1 where the fault belongs to no node.
  public let node: Int32
  /// Byte offset in the image of the field or of the section, 0 where there is none.
  public let offset: UInt32

  init(_ fault: ImageFault, section: Int = -1, node: Int = -1, offset: Int = 0) {
    self.fault = fault
    self.section = Int32(truncatingIfNeeded: section)
    self.node = Int32(truncatingIfNeeded: node)
    self.offset = UInt32(truncatingIfNeeded: offset)
  }
}
