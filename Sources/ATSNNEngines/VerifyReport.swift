/// What replaying came to.
public struct VerifyReport: Equatable, Sendable {
  /// Vectors that were replayed.
  public var vectors = 0
  /// Vectors whose data set is not at hand.
  public var skipped = 0
  /// Vectors that the engine left.
  public var mismatches = 0
  /// The first of them, in the order of replay.
  public var firstDifference: Difference?
  /// Names of the folders that were replayed.
  public var folders: [String] = []

  public init() {}

  /// Adds a replayed vector of `folder` with its difference, if it has one.
  mutating func add(_ difference: Difference?, of folder: GoldenFolder) {
    vectors += 1
    guard var difference else { return }
    mismatches += 1
    difference.vector = "\(folder.name)/\(difference.vector)"
    firstDifference = firstDifference ?? difference
  }

  /// Adds what another folder came to.
  public mutating func add(_ other: VerifyReport) {
    vectors += other.vectors
    skipped += other.skipped
    mismatches += other.mismatches
    firstDifference = firstDifference ?? other.firstDifference
    folders += other.folders
  }
}
