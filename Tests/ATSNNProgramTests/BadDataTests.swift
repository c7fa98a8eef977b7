import Testing

/// Data that does not fit the network, or is damaged: one line, exit status 2.
@Suite struct BadDataTests {
  private let image = Repository.vectors + "/leak-decay/image.atsnn"

  private func expectRefusal(_ data: String, _ part: String) throws {
    for verb in ["run", "bench", "energy"] {
      try AtsnnProgram.expectRefusal([verb, image, "--data", data], part)
    }
  }

  @Test func refusesDataOfAnotherSize() throws {
    let folder = try TemporaryFolder()
    let data = try folder.write("a.npy", Samples.npy([2, 5, 5, 1], Samples.bytes(50)))
    try expectRefusal(data, "records of 5x5x1")
    let recording = try folder.write("0/1.bin", [1, 1, 0, 0, 0])
    try expectRefusal(recording, "takes images")
    let events = Repository.vectors + "/events-by-time/image.atsnn"
    try AtsnnProgram.expectRefusal(["run", events, "--data", data], "takes recordings of events")
  }

  @Test func refusesDamagedData() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("leak-decay", in: folder)
    let bytes = try Repository.bytes(vectors.data)
    try expectRefusal(try folder.write("cut.npy", Array(bytes.dropLast())), "cut off")
    try folder.write("inputs-labels.npy", Samples.npy([1], [0]))
    try expectRefusal(vectors.data, "1 labels for the")
    try folder.write("inputs-labels.npy", Samples.npy([vectors.predictions.count], [0, 99]))
    try expectRefusal(vectors.data, "label 99")
  }

  @Test func refusesDamagedVectorsAndTables() throws {
    let folder = try TemporaryFolder()
    let vectors = try Samples.Vectors("leak-decay", in: folder)
    try folder.write("golden/vectors.json", Array("{\"format\": 1}".utf8))
    try AtsnnProgram.expectRefusal(["verify", "--golden", folder.path], "is missing")
    let table = try folder.write("table.json", Array("{}".utf8))
    try AtsnnProgram.expectRefusal(
      ["energy", image, "--data", vectors.data, "--accelerator", table], "is missing")
    try AtsnnProgram.expectRefusal(
      ["energy", image, "--data", vectors.data, "--accelerator", table + "x"], "cannot be opened")
    try AtsnnProgram.expectRefusal(
      ["verify", image, "--golden", Repository.vectors], "give the folder of that image")
  }
}
