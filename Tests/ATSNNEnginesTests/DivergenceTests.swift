import Foundation
import Testing

@testable import ATSNNEngines

/// A changed image is named at the first timestep, layer and neuron where it leaves the vectors.
@Suite struct DivergenceTests {
  /// Folders with convolution, pooling, branches, every leak, both resets, both widths of weights
  /// and membranes, images and events.
  static let folders = [
    "leak-decay", "leak-multiplier", "leak-retain", "reset-soft", "saturate-16", "weights-int16",
    "residual-identity", "sum-pool-2x2", "events-by-time", "channels-33",
  ]

  @Test(arguments: folders)
  func namesTheFirstDifference(name: String) throws {
    let folder = try GoldenFolder(path: Repository.vectors + "/" + name)
    let bare = try TemporaryFolder()
    let digestsOnly = try DigestFolder.copy(folder, into: bare.path)
    let own = try Model(path: folder.imagePath)
    let image = try ImageBytes(path: folder.imagePath)
    var found = 0
    for mutation in mutations(image, own.network) {
      let path = try bare.write("changed.atsnn", image.changed(mutation.changes))
      let changed = try Model(path: path)
      let expected = try Comparison(own, changed).first(folder)
      found += expected == nil ? 0 : 1
      for kind in EngineKind.allCases {
        for vectors in [folder, digestsOnly] {
          let verifier = Verifier(engine: kind, records: NoRecords())
          let report = try verifier.verify(vectors, image: path, force: true)
          #expect(report.firstDifference == expected, "\(mutation.name), \(kind)")
        }
      }
    }
    #expect(found > 0)
  }

  private func mutations(_ image: ImageBytes, _ network: Network) -> [Mutation] {
    Mutation.weights(image, atMost: 2) + Mutation.thresholds(image, network)
      + Mutation.leaks(image, network)
  }
}
