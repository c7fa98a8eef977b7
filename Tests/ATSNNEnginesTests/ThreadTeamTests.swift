import Foundation
import Testing

@testable import ATSNNEngines

/// Threads that share the nodes of an image.
@Suite struct ThreadTeamTests {
  @Test(arguments: [2, 3])
  func sharedImagesGiveTheVectorsBits(threads: Int) throws {
    let verifier = Verifier(engine: .runtime, records: NoRecords(), threads: threads)
    var total = VerifyReport()
    for path in try GoldenFolder.folders(under: Repository.vectors) {
      total.add(try verifier.verify(try GoldenFolder(path: path)))
    }
    #expect(total.vectors > 100)
    #expect(total.mismatches == 0, "\(total.firstDifference?.description ?? "")")
  }

  /// Each task runs each of its slices once, and all are done when the caller goes on; threads that
  /// fell asleep are woken.
  @Test func everySliceRunsOnce() {
    let team = ThreadTeam(4)
    for task in 0..<2_000 {
      var marks = [Int](repeating: 0, count: 4)
      let count = 1 + task % 4
      if task % 500 == 499 { usleep(20_000) }
      marks.withUnsafeMutableBytes { marks in
        team.run(
          count,
          { work, slice in
            guard let work else { return }
            UnsafeMutableRawPointer(mutating: work).assumingMemoryBound(to: Int.self)[slice] += 1
          }, UnsafeRawPointer(marks.baseAddress))
      }
      #expect(marks == (0..<4).map { $0 < count ? 1 : 0 })
    }
  }
}
