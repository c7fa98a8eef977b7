import Testing

@testable import ATSNNQuantization

/// Which records choose what, and that test data choose nothing.
@Suite struct CalibrationSplitTests {
  @Test func heldOutRange_choosesThresholds() throws {
    let split = try CalibrationSplit(
      count: 60000, heldOut: [55000..<60000], scaleCount: 512, thresholdCount: 5000)
    #expect(split.thresholdRecords == Array(55000..<60000))
    #expect(split.scaleRecords.count == 512)
    #expect(split.scaleRecords.allSatisfy { $0 < 55000 })
    #expect(Set(split.scaleRecords).count == 512)
    #expect(split.warnings.isEmpty)
  }

  @Test func heldOutRangeInTheMiddle_isStillAvoided() throws {
    let split = try CalibrationSplit(
      count: 100, heldOut: [10..<20], scaleCount: 90, thresholdCount: 5)
    #expect(split.scaleRecords == Array(0..<10) + Array(20..<100))
    #expect(split.thresholdRecords == Array(10..<15))
    #expect(split.warnings.map { $0.contains("on only 5 records") } == [true])
  }

  @Test func severalRanges_areAllAvoided() throws {
    let split = try CalibrationSplit(
      count: 12, heldOut: [0..<1, 3..<5, 9..<11], scaleCount: 7, thresholdCount: 4)
    #expect(split.scaleRecords == [1, 2, 5, 6, 7, 8, 11])
    #expect(split.thresholdRecords == [0, 3, 4, 9])
    #expect(split.thresholdDescription == "4 records from 0 to 9, held out of training")
  }

  @Test(arguments: [[], [90..<200], [0..<50, 50..<100]])
  func withoutUsableRange_firstRecordsChooseScales(heldOut: [Range<Int>]) throws {
    let split = try CalibrationSplit(
      count: 100, heldOut: heldOut, scaleCount: 30, thresholdCount: 50)
    #expect(split.scaleRecords == Array(0..<30))
    #expect(split.thresholdRecords == Array(30..<80))
    #expect(split.warnings.count == 2)
    #expect(split.warnings[0].contains("may have been trained on"))
  }

  @Test func fewRecords_areShared() throws {
    let split = try CalibrationSplit(count: 10, heldOut: [], scaleCount: 512, thresholdCount: 50)
    #expect(split.scaleRecords == Array(0..<5))
    #expect(split.thresholdRecords == Array(5..<10))
    #expect(throws: QuantizationError.self) {
      _ = try CalibrationSplit(count: 1, heldOut: [], scaleCount: 1, thresholdCount: 1)
    }
  }

  @Test func countsOfAnySize_areLimitedToTheData() throws {
    let split = try CalibrationSplit(
      count: 10, heldOut: [], scaleCount: .max, thresholdCount: .max)
    #expect(split.scaleRecords + split.thresholdRecords == Array(0..<10))
    #expect(throws: QuantizationError.self) {
      _ = try CalibrationSplit(count: 10, heldOut: [5..<9], scaleCount: 1, thresholdCount: -1)
    }
  }

  @Test(arguments: [
    ("data/t10k-images-idx3-ubyte.gz", true), ("cifar/test_batch.bin", true), ("test.bin", true),
    ("NMNIST/Test/3/00012.bin", true), ("NMNIST/Train/3/00012.bin", false),
    ("train-images-idx3-ubyte", false), ("data_batch_1.bin", false), ("testing.npy", false),
    ("/home/test/train.bin", false), ("cifar-test.npy", true), ("x_test.npy", true),
    ("digits.test2.npy", true), ("latest.npy", false), ("contest_train.npy", false),
  ])
  func testFiles_areKnownByName(path: String, expected: Bool) {
    #expect(TestDataGuard.isTestFile(path) == expected)
  }
}
