import Testing

@testable import ATSNNEngines

/// Every golden vector through both engines.
@Suite struct GoldenVectorTests {
  @Test(arguments: EngineKind.allCases)
  func replaysEveryVector(kind: EngineKind) throws {
    let verifier = Verifier(engine: kind, records: NoRecords())
    var total = VerifyReport()
    for path in try GoldenFolder.folders(under: Repository.vectors) {
      total.add(try verifier.verify(try GoldenFolder(path: path)))
    }
    #expect(total.mismatches == 0, "\(total.firstDifference?.description ?? "")")
    #expect(total.folders.count > 50)
    #expect(total.vectors > total.folders.count)
  }
}
