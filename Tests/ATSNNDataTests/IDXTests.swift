import Testing

@testable import ATSNNData

/// IDX images and labels, as Fashion-MNIST publishes them.
@Suite struct IDXTests {
  private let pixels = Samples.ramp(3 * 2 * 4)

  @Test func readsImagesAndLabelsFoundBesideThem() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t10k-images-idx3-ubyte", Samples.idx([3, 2, 4], pixels))
    try folder.write("t10k-labels-idx1-ubyte", Samples.idx([3], [9, 0, 5]))
    for opened in [path, folder.path] {
      let data = try DataSet(path: opened)
      #expect(data.kind == .image)
      #expect(data.count == 3)
      #expect(data.shape == RecordShape(height: 2, width: 4, channels: 1))
      #expect((0..<3).map { data.label($0) } == [9, 0, 5])
      #expect((0..<3).flatMap { data.image($0) } == pixels)
      #expect(data.origin(2) == RecordOrigin(file: path, index: 2))
    }
  }

  @Test func readsGzippedFilesOfSeveralMembers() throws {
    let folder = try TemporaryFolder()
    let bytes = Samples.idx([3, 2, 4], pixels)
    let members = Samples.gzip(Array(bytes[..<21])) + Samples.gzip(Array(bytes[21...]))
    let path = try folder.write("train-images-idx3-ubyte.gz", members)
    try folder.write("train-labels-idx1-ubyte.gz", Samples.gzip(Samples.idx([3], [1, 2, 3])))
    let data = try DataSet(path: path)
    #expect((0..<3).flatMap { data.image($0) } == pixels)
    #expect(data.label(2) == 3)
  }

  @Test func readsWithoutLabels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("photos", Samples.idx([3, 2, 4], pixels))
    let data = try DataSet(path: path)
    #expect(!data.isLabelled)
    #expect(data.label(0) == nil)
  }

  @Test func asksWhichOfTwoSetsInAFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"] {
      try folder.write(name, Samples.idx([3, 2, 4], pixels))
    }
    expectRefusal(folder.path, "name one of", "t10k-images-idx3-ubyte.gz, train-images-idx3-ubyte")
  }

  @Test func takesTheFileBeforeItsGzippedTwin() throws {
    let folder = try TemporaryFolder()
    try folder.write("t10k-images-idx3-ubyte", Samples.idx([3, 2, 4], pixels))
    try folder.write("t10k-images-idx3-ubyte.gz", [0x1F, 0x8B])
    #expect(try DataSet(path: folder.path).count == 3)
  }

  @Test func refusesDamage() throws {
    let folder = try TemporaryFolder()
    let good = Samples.idx([3, 2, 4], pixels)
    func refuse(_ bytes: [UInt8], _ part: String, line: SourceLocation = #_sourceLocation) throws {
      let path = try folder.write("x-images-idx3-ubyte", bytes)
      expectRefusal(path, path, part, location: line)
    }
    try refuse(Array(good.dropLast()), "cut off: 39 bytes where its header asks for 40")
    try refuse(good + [0], "too long")
    try refuse(Array(good[..<11]), "cut off inside the IDX header")
    try refuse([0, 0, 8], "not an IDX file")
    try refuse([0, 0, 13, 3] + good[4...], "no known data format")
    try refuse(Samples.idx([3], [1, 2, 3]), "give the images file, not the labels")
    try refuse(Samples.idx([1 << 31, 1 << 31, 1 << 31], []), "too large (offset 4)")
    try refuse(Samples.idx([0, 2, 4], []), "no records")
    try refuse(Samples.idx([3, 0, 4], []), "no pixels")
    try refuse([], "no known data format")
  }

  @Test func refusesDamagedGzip() throws {
    let folder = try TemporaryFolder()
    let good = Samples.gzip(Samples.idx([3, 2, 4], pixels))
    func refuse(_ bytes: [UInt8], _ part: String, line: SourceLocation = #_sourceLocation) throws {
      let path = try folder.write("x-images-idx3-ubyte.gz", bytes)
      expectRefusal(path, path, part, location: line)
    }
    for length in 2..<good.count {
      let path = try folder.write("x-images-idx3-ubyte.gz", Array(good[..<length]))
      #expect(openingError(path) != nil)
    }
    var flipped = good
    flipped[good.count - 6] ^= 1
    try refuse(flipped, "damaged gzip data")
    try refuse(good + [1, 2, 3], "damaged gzip data")
    try refuse(Samples.gzip(Samples.idx([3, 2, 4], pixels + [1])), "too long")
    try refuse(Samples.gzip(Samples.idx([3, 2, 5], pixels)), "cut off")
    try refuse(Samples.gzip(Samples.idx([1 << 14, 1 << 14, 1 << 14], pixels)), "damaged")
  }

  @Test func refusesAnotherNumberOfLabels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t10k-images-idx3-ubyte", Samples.idx([3, 2, 4], pixels))
    try folder.write("t10k-labels-idx1-ubyte", Samples.idx([2], [9, 0]))
    expectRefusal(path, "t10k-labels-idx1-ubyte: 2 labels for the 3 images")
  }

  @Test func refusesLabelsThatAreNoOutputOfTheNetwork() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t10k-images-idx3-ubyte", Samples.idx([3, 2, 4], pixels))
    try folder.write("t10k-labels-idx1-ubyte", Samples.idx([3], [9, 0, 5]))
    let data = try DataSet(path: path)
    try data.checkLabels(below: 10)
    #expect(throws: DataError.self) { try data.checkLabels(below: 9) }
  }
}
