import Testing

/// `data` writes the bytes that a network sees.
@Suite struct DataTests {
  @Test func writesAnImage() throws {
    let folder = try TemporaryFolder()
    let pixels = Samples.bytes(3 * 12)
    let data = try folder.write("a.npy", Samples.npy([3, 2, 2, 3], pixels))
    let output = folder.file("record.bin")
    let report = try AtsnnProgram.json(["data", data, "--record", "1", "--output", output])
    #expect(report["records"] as? Int == 3)
    #expect(try Repository.bytes(output) == Array(pixels[12..<24]))
    try AtsnnProgram.expectRefusal(["data", data, "--record", "3", "-o", output], "no record 3")
    try AtsnnProgram.expectRefusal(
      ["data", data, "--record", "0", "-o", folder.file("none/r.bin")], "none/r.bin")
  }

  @Test func writesEventFrames() throws {
    let folder = try TemporaryFolder()
    // x 1, y 0: one event of polarity 1 at 0 us, one of polarity 0 at 9 us.
    let data = try folder.write("7/00001.bin", [1, 0, 0x80, 0, 0, 1, 0, 0, 0, 9])
    let output = folder.file("frames.bin")
    let report = try AtsnnProgram.json([
      "data", data, "--record", "0", "-o", output, "--timesteps", "3", "--binning", "time",
    ])
    #expect(report["label"] as? Int == 7)
    let frames = try Repository.bytes(output)
    #expect(frames.count == 3 * 34 * 34 * 2)
    #expect(frames.indices.filter { frames[$0] != 0 } == [3, 2 * 2312 + 2])
  }
}
