import Testing

@testable import ATSNNData

/// NumPy files of pixels, with labels beside them.
@Suite struct NPYTests {
  private let pixels = Samples.ramp(2 * 2 * 3 * 3)

  @Test(arguments: [1, 2] as [UInt8])
  func readsPixelsAsTheyLie(major: UInt8) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.npy", Samples.npy("|u1", "(2, 2, 3, 3)", pixels, major: major))
    try folder.write("a-labels.npy", Samples.npy("|u1", "(2,)", [3, 4]))
    for opened in [path, folder.path] {
      let data = try DataSet(path: opened)
      #expect(data.shape == RecordShape(height: 2, width: 3, channels: 3))
      #expect(data.image(0) + data.image(1) == pixels)
      #expect([data.label(0), data.label(1)] == [3, 4])
    }
  }

  @Test func readsEveryIntegerTypeOfLabels() throws {
    let cases: [(String, [UInt8])] = [
      ("|i1", [3, 4]), ("<i2", [3, 0, 4, 0]), (">i2", [0, 3, 0, 4]),
      ("<u4", [3, 0, 0, 0, 4, 0, 0, 0]),
      (">u8", [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4]),
      ("<i8", [3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]),
    ]
    for (type, bytes) in cases {
      let folder = try TemporaryFolder()
      try folder.write("a.npy", Samples.npy("|u1", "(2, 2, 3, 3)", pixels))
      try folder.write("a-labels.npy", Samples.npy(type, "(2,)", bytes))
      let data = try DataSet(path: folder.path)
      #expect([data.label(0), data.label(1)] == [3, 4], "\(type)")
    }
  }

  @Test func refusesDamage() throws {
    let folder = try TemporaryFolder()
    func refuse(_ bytes: [UInt8], _ part: String, line: SourceLocation = #_sourceLocation) throws {
      let path = try folder.write("a.npy", bytes)
      expectRefusal(path, path, part, location: line)
    }
    let good = Samples.npy("|u1", "(2, 2, 3, 3)", pixels)
    try refuse(Array(good.dropLast()), "cut off")
    try refuse(good + [0], "too long")
    try refuse(Array(good[..<40]), "cut off inside the NumPy header")
    for bytes in [6, 8, 10, 11] {
      try refuse(Array(good[..<bytes]), "cut off inside the NumPy header")
    }
    try refuse(Array(good[..<5]), "not a NumPy array file")
    try refuse([1] + good[1...], "not a NumPy array file")
    try refuse(Samples.npy("|u1", "(2, 2, 3, 3)", pixels, major: 4), "format 4.0")
    try refuse(Samples.npy("<f4", "(1, 3, 1, 3)", pixels), "elements of type 'f4'")
    try refuse(Samples.npy("|u1", "(4, 9)", pixels), "2 dimensions; save uint8 N,H,W,C")
    try refuse(Samples.npy("|u1", "(2, 2, 3, 3)", pixels, order: "True"), "not in C order")
    try refuse(Samples.npy("|u1", "(-2, 2, 3, 3)", pixels), "no shape")
    try refuse(Samples.npy("|u1", "(4294967296, 4294967296, 3, 3)", pixels), "too large")
    for twice in ["(2, 2, 3, 3), 'shape': (2, 2, 3, 3)", "(2, 2, 3, 3), 'more': 1"] {
      try refuse(Samples.npy("|u1", twice, pixels), "descr, fortran_order and shape, each once")
    }
    try refuse(Samples.npy("|O", "(2, 2, 3, 3)", pixels), "element type '|O' is not read")
  }

  @Test func refusesLabelsThatAreNone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.npy", Samples.npy("|u1", "(2, 2, 3, 3)", pixels))
    try folder.write("a-labels.npy", Samples.npy("|i1", "(2,)", [1, 255]))
    expectRefusal(path, "label -1 of record 1")
    try folder.write("a-labels.npy", Samples.npy("|i1", "(3,)", [1, 2, 3]))
    expectRefusal(path, "3 labels for the 2 images")
    try folder.write("a-labels.npy", Samples.npy("<f4", "(2,)", [UInt8](repeating: 0, count: 8)))
    expectRefusal(path, "save labels as integers")
  }
}
