/// Which records choose scales and which choose exit thresholds; the two never meet.
public struct CalibrationSplit: Sendable, Equatable {
  public let scaleRecords: [Int]
  public let thresholdRecords: [Int]
  /// For people, such as `512 records evenly spaced over 0...54999`.
  public let scaleDescription: String
  public let thresholdDescription: String
  public let warnings: [String]

  /// Splits `count` records.
  ///
  /// The checkpoint's held-out ranges, ascending, give the threshold records if they lie inside the
  /// data, and scale records are then spaced evenly over the rest; otherwise the first records choose scales
  /// and those after them thresholds.
  ///
  /// - Throws: `QuantizationError` of kind `calibration` for fewer than 2 records, or counts below 1.
  init(count: Int, heldOut: [Range<Int>], scaleCount: Int, thresholdCount: Int)
    throws(QuantizationError)
  {
    guard count >= 2 else {
      throw QuantizationError(
        .calibration, at: "calibration data", "\(count) records",
        remedy: "give training data: 512 records choose scales, others exit thresholds")
    }
    guard scaleCount >= 1, thresholdCount >= 1 else {
      throw QuantizationError(
        .calibration, at: "calibration data",
        "\(scaleCount) scale and \(thresholdCount) threshold records asked for",
        remedy: "ask for 1 or more of each")
    }
    if let end = heldOut.last?.upperBound, end <= count,
      heldOut.reduce(0, { $0 + $1.count }) < count
    {
      self.init(count: count, heldOut: heldOut, scaleCount, thresholdCount)
    } else {
      let outside = !heldOut.isEmpty
      self.init(count: count, scaleCount, thresholdCount, heldOutIsOutside: outside)
    }
  }

  private init(count: Int, heldOut: [Range<Int>], _ scaleCount: Int, _ thresholdCount: Int) {
    let others = count - heldOut.reduce(0) { $0 + $1.count }
    let wanted = min(scaleCount, others)
    scaleRecords = (0..<wanted).map { index in
      // Ranges ascend: each one that begins at or before the place moves it behind itself.
      heldOut.reduce(index * others / wanted) { place, range in
        place < range.lowerBound ? place : place + range.count
      }
    }
    let thresholds = Self.prefix(heldOut, thresholdCount)
    thresholdRecords = thresholds.flatMap(Array.init)
    scaleDescription =
      "\(wanted) records evenly spaced over \(count), without \(Self.text(heldOut))"
    thresholdDescription = Self.text(thresholds) + ", held out of training"
    warnings = Self.warnings(thresholds: thresholdRecords.count)
  }

  private init(count: Int, _ scaleCount: Int, _ thresholdCount: Int, heldOutIsOutside: Bool) {
    let first = min(scaleCount, max(1, count / 2))
    let end = first + min(thresholdCount, count - first)
    scaleRecords = Array(0..<first)
    thresholdRecords = Array(first..<end)
    scaleDescription = Self.text(0..<first)
    thresholdDescription = Self.text(first..<end)
    let reason =
      heldOutIsOutside
      ? "the checkpoint's held-out records are not in the calibration data"
      : "the checkpoint names no held-out records"
    warnings =
      ["\(reason); exit thresholds are chosen on records it may have been trained on"]
      + Self.warnings(thresholds: thresholdRecords.count)
  }

  /// Exits of fewer records than this are a matter of chance by more than a point.
  private static let fewThresholds = 1000

  private static func warnings(thresholds count: Int) -> [String] {
    guard count < fewThresholds else { return [] }
    return ["exit thresholds are chosen on only \(count) records; give \(fewThresholds) or more"]
  }

  /// The first `count` records of `ranges`.
  private static func prefix(_ ranges: [Range<Int>], _ count: Int) -> [Range<Int>] {
    var remaining = count
    return ranges.compactMap { range in
      let part = range.prefix(remaining)
      remaining -= part.count
      return part.isEmpty ? nil : part
    }
  }

  private static func text(_ ranges: [Range<Int>]) -> String {
    guard ranges.count > 1, let first = ranges.first, let last = ranges.last else {
      return text(ranges.first ?? 0..<0)
    }
    let count = ranges.reduce(0) { $0 + $1.count }
    return "\(count) records from \(first.lowerBound) to \(last.upperBound - 1)"
  }

  private static func text(_ range: Range<Int>) -> String {
    range.isEmpty ? "no records" : "records \(range.lowerBound)...\(range.upperBound - 1)"
  }
}
