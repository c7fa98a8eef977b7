/// Keeps publishers' test files out of calibration.
enum TestDataGuard {
  /// Whether a file's name marks it as test data: `t10k*`, the word `test`, or events in a `Test` folder.
  static func isTestFile(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last else { return false }
    let isRecording = parts.count >= 3 && parts[parts.count - 3] == "test"
    return name.hasPrefix("t10k") || isTestName(name) || (name.hasSuffix(".bin") && isRecording)
  }

  /// Whether `test` is one of the words of `name`; anything but a letter ends a word.
  private static func isTestName(_ name: Substring) -> Bool {
    name.split { !$0.isLetter }.contains("test")
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
