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

  @Test(arguments: EngineKind.allCases)
  func namesAnotherReason(kind: EngineKind) throws {
    let folder = try GoldenFolder(path: Repository.vectors + "/budget-and-score")
    let copy = try TemporaryFolder()
    let other = try DigestFolder.copy(folder, into: copy.path) {
      $0.key == "exit_reason" ? "budget" : $0.value
    }
    let report = try Verifier(engine: kind, records: NoRecords()).verify(other)
    #expect(report.firstDifference?.quantity == .exitReason)
    #expect(report.firstDifference?.expected == .text("budget"))
    #expect(report.firstDifference?.actual == .text("score"))
  }

  @Test func worstCasesAgree() throws {
    for path in try GoldenFolder.folders(under: Repository.vectors) {
      let model = try Model(path: path + "/image.atsnn")
      let engines = try EngineKind.allCases.map { try $0.engine(model) }
      for node in model.network.nodes.indices {
        let worst = engines.map { $0.worstCaseOperations(node) }
        #expect(worst[0] == worst[1], "\(path) node \(node)")
      }
    }
  }
}
