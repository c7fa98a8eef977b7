import Foundation
import Testing

@testable import ATSNNData

/// Paths that lead to no data set.
@Suite struct OpeningTests {
  @Test func refusesWhatIsNotThere() throws {
    let folder = try TemporaryFolder()
    expectRefusal(folder.path + "/none", "no such file or folder")
    expectRefusal(folder.path, "no known data in this folder")
    expectRefusal(try folder.write("readme.txt", Array("hello".utf8)), "no known data format")
    expectRefusal(folder.path, "no known data in this folder")
  }

  @Test func refusesAPipeAtOnce() throws {
    let folder = try TemporaryFolder()
    for name in ["images", "a.npy", "b.bin"] {
      let path = folder.path + "/" + name
      #expect(mkfifo(path, 0o600) == 0)
      expectRefusal(path, "not an ordinary file; give the path of a file")
    }
  }

  @Test func namesEveryFileThatIsRead() throws {
    let folder = try TemporaryFolder()
    let arrays = try folder.write("c.npy", Samples.npy("|u1", "(2, 3, 1, 1)", Samples.ramp(6)))
    let arrayLabels = try folder.write("c-labels.npy", Samples.npy("|u1", "(2,)", [0, 1]))
    #expect(try DataSet(path: arrays).files == [arrays, arrayLabels])
    let images = try folder.write("x-images-idx3", Samples.idx([2, 3, 3], Samples.ramp(18)))
    #expect(try DataSet(path: images).files == [images])
    let labels = try folder.write("x-labels-idx1", Samples.idx([2], [0, 1]))
    #expect(try DataSet(path: images).files == [images, labels])
    let batch = try folder.write("test_batch.bin", [3] + Samples.ramp(3072))
    #expect(try DataSet(path: batch).files == [batch])
    let recording = try folder.write("7/1.bin", Samples.event(1, 2, 1, 3))
    #expect(try DataSet(path: recording).files == [recording])
  }

  /// No damaged file may end the program: it opens and gives records, or is refused in one line.
  @Test func survivesEveryChangedByte() throws {
    let samples: [(String, [UInt8])] = [
      ("a-images-idx3-ubyte", Samples.idx([2, 3, 3], Samples.ramp(18))),
      ("b-images-idx3-ubyte.gz", Samples.gzip(Samples.idx([2, 3, 3], Samples.ramp(18)))),
      ("c.npy", Samples.npy("|u1", "(2, 3, 1, 1)", Samples.ramp(6))),
      ("7/00001.bin", Samples.event(1, 2, 1, 3) + Samples.event(1, 2, 1, 4)),
    ]
    let folder = try TemporaryFolder()
    for (name, good) in samples {
      for place in good.indices {
        for change in [UInt8(1), 0x80, 0xFF] {
          var bytes = good
          bytes[place] ^= change
          read(try folder.write(name, bytes))
        }
        read(try folder.write(name, Array(good[..<place])))
      }
    }
  }

  @Test func refusesDimensionsThatOverflowBehindAZero() throws {
    let folder = try TemporaryFolder()
    let huge = (1 << 32) - 1
    expectRefusal(
      try folder.write("x-images-idx3-ubyte", Samples.idx([0, huge, huge], [])), "large")
    let shape = "(0, 1099511627776, 1099511627776, 3)"
    expectRefusal(try folder.write("x.npy", Samples.npy("|u1", shape, [])), "too large")
  }

  /// Opens the file and reads every record.
  private func read(_ path: String) {
    guard let data = try? DataSet(path: path) else {
      #expect(openingError(path)?.contains("\n") == false)
      return
    }
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: data.recordBytes(timesteps: 2), alignment: 1)
    defer { memory.deallocate() }
    for index in 0..<data.count {
      try? data.copyRecord(index, timesteps: 2, binning: .time, into: memory)
    }
  }
}
