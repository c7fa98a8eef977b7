import Testing

@testable import ATSNNData

/// The binary versions of CIFAR-10 and CIFAR-100.
@Suite struct CIFARTests {
  /// A record: label bytes, then red, green and blue planes.
  private func record(_ labels: [UInt8], seed: Int) -> [UInt8] {
    labels + Samples.ramp(3072, seed: seed)
  }

  /// The pixels of `record` with the colours of a pixel side by side.
  private func interleaved(seed: Int) -> [UInt8] {
    let planes = Samples.ramp(3072, seed: seed)
    return (0..<1024).flatMap { [planes[$0], planes[1024 + $0], planes[2048 + $0]] }
  }

  @Test func readsTrainingBatchesInOrderOfTheirNumbers() throws {
    let folder = try TemporaryFolder()
    try folder.write("data_batch_10.bin", record([7], seed: 3))
    try folder.write("data_batch_2.bin", record([3], seed: 1) + record([4], seed: 2))
    try folder.write("test_batch.bin", record([9], seed: 4))
    let data = try DataSet(path: folder.path)
    #expect(data.count == 3)
    #expect(data.classes == 10)
    #expect(data.shape == RecordShape(height: 32, width: 32, channels: 3))
    #expect((0..<3).map { data.label($0) } == [3, 4, 7])
    #expect(data.origin(2).file.hasSuffix("data_batch_10.bin"))
    #expect(data.origin(1).index == 1)
    for index in 0..<3 { #expect(data.image(index) == interleaved(seed: index + 1)) }
  }

  @Test func readsTheTestBatchAloneOrNamed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("test_batch.bin", record([9], seed: 4))
    #expect(try DataSet(path: path).label(0) == 9)
    #expect(try DataSet(path: folder.path).label(0) == 9)
  }

  @Test func readsFineLabelsOfCIFAR100() throws {
    let folder = try TemporaryFolder()
    try folder.write("test.bin", record([19, 99], seed: 5) + record([0, 42], seed: 6))
    let data = try DataSet(path: folder.path)
    #expect(data.classes == 100)
    #expect((0..<2).map { data.label($0) } == [99, 42])
    #expect(data.image(1) == interleaved(seed: 6))
    try folder.write("train.bin", record([1, 2], seed: 7))
    expectRefusal(folder.path, "name one of test.bin, train.bin")
  }

  @Test func knowsOtherNamesByTheirSize() throws {
    let folder = try TemporaryFolder()
    let ten = try folder.write("a.bin", record([1], seed: 0))
    let hundred = try folder.write("b.bin", record([1, 55], seed: 0))
    #expect(try DataSet(path: ten).classes == 10)
    #expect(try DataSet(path: hundred).label(0) == 55)
    expectRefusal(try folder.write("c.bin", [1, 2, 3]), "fit neither CIFAR-10")
  }

  @Test func refusesDamage() throws {
    let folder = try TemporaryFolder()
    let cut = try folder.write("test_batch.bin", Array(record([1], seed: 0).dropLast()))
    expectRefusal(cut, "3072 bytes, no multiple of 3073")
    let label = try folder.write("test_batch.bin", record([1], seed: 0) + record([10], seed: 0))
    expectRefusal(label, "record 1 has label 10, at most 9")
    let coarse = try folder.write("test.bin", record([20, 1], seed: 0))
    expectRefusal(coarse, "record 0 has label 20, at most 19")
    expectRefusal(try folder.write("train.bin", []), "0 bytes")
  }
}
