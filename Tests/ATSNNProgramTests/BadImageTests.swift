import Testing

/// Truncated, bit-flipped and version-changed images: one line, exit status 2.
@Suite struct BadImageTests {
  private let original = Repository.vectors + "/leak-decay/image.atsnn"

  /// The verbs that read an image, for the image at `path`.
  private func verbs(_ path: String, _ data: String) -> [[String]] {
    [
      ["inspect", path], ["inspect", path, "--json"], ["run", path, "--data", data],
      ["bench", path, "--data", data], ["energy", path, "--data", data],
      ["verify", path, "--golden", Repository.vectors + "/leak-decay"],
    ]
  }

  private func expectRefusal(
    _ bytes: [UInt8], _ part: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bad.atsnn", bytes)
    for arguments in verbs(path, path) {
      try AtsnnProgram.expectRefusal(arguments, part, location: location)
    }
    #expect(folder.names == ["bad.atsnn"], sourceLocation: location)
  }

  @Test func refusesTruncatedImages() throws {
    let bytes = try Repository.bytes(original)
    try expectRefusal([], "is empty")
    try expectRefusal(Array(bytes[..<63]), "refused as truncated")
    try expectRefusal(Array(bytes.dropLast(64)), "refused as truncated")
  }

  @Test func refusesFlippedBits() throws {
    var bytes = try Repository.bytes(original)
    bytes[bytes.count / 2] ^= 4
    try expectRefusal(bytes, "refused as section")
    bytes = try Repository.bytes(original)
    bytes[70] ^= 1
    try expectRefusal(bytes, "refused as headerChecksum")
  }

  @Test func refusesOtherVersions() throws {
    var bytes = try Repository.bytes(original)
    bytes[8] = 2
    try expectRefusal(bytes, "refused as formatVersion")
    let arithmetic = Repository.vectors + "/bad/arithmetic-2.atsnn"
    try expectRefusal(try Repository.bytes(arithmetic), "refused as arithmeticVersion")
    try expectRefusal(Array("not an image at all".utf8) + bytes, "refused as magic")
  }
}
