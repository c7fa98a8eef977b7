/// Keeps publishers' test files out of calibration.
enum TestDataGuard {
  /// Whether a file's name marks it as test data: `t10k*`, `test*`, or events in a `Test` folder.
  static func isTestFile(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last else { return false }
    let isRecording = parts.count >= 3 && parts[parts.count - 3] == "test"
    return name.hasPrefix("t10k") || isTestName(name) || (name.hasSuffix(".bin") && isRecording)
  }

  /// `test` alone or followed by something that is no letter.
  private static func isTestName(_ name: Substring) -> Bool {
    guard name.hasPrefix("test") else { return false }
    guard let next = name.dropFirst(4).first else { return true }
    return !next.isLetter
  }

  /// Refuses test files among the records that calibration would use.
  ///
  /// - Throws: `QuantizationError` of kind `calibration`.
  static func check(_ data: any CalibrationData, records: [Int]) throws(QuantizationError) {
    guard let record = records.first(where: { isTestFile(data.file($0)) }) else { return }
    throw QuantizationError(
      .calibration, at: data.file(record), "its name says test data, and nothing is chosen on that",
      remedy: "give training data, or --allow-test-data")
  }
}
