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
}
