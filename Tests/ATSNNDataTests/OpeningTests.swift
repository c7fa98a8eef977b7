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

  @Test func refusesWhatIsNoFile() {
    expectRefusal("/dev/null", "not an ordinary file")
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
