/// Height, width and channels of one image or of one event frame.
///
/// Elements are ordered y, then x, then c, with c fastest (rule T2 of ARITHMETIC.md).
public struct RecordShape: Equatable, Sendable, CustomStringConvertible {
  public let height: Int
  public let width: Int
  public let channels: Int

  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Elements, and bytes, of one image or frame.
  public var elements: Int { height * width * channels }

  /// "28x28x1": height, width, channels.
  public var description: String { "\(height)x\(width)x\(channels)" }
}

/// What a record of a data set is.
public enum RecordKind: Equatable, Sendable {
  /// One 8-bit image.
  case image
  /// One recording of an event camera, which becomes a frame a timestep.
  case events
}

/// Where a record stands in its publisher's files.
public struct RecordOrigin: Equatable, Sendable, CustomStringConvertible {
  /// The file's path, made from the path that was opened.
  public let file: String
  /// The record's number in that file, from 0.
  public let index: Int

  public init(file: String, index: Int) {
    self.file = file
    self.index = index
  }

  public var description: String { "\(file), record \(index)" }
}
