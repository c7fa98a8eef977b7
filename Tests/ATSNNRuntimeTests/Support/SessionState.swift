@testable import ATSNNRuntime

/// What is there after a step.
struct SessionState: Equatable {
  let step: Step
  let logits: [Int32]
  let answers: [Int32]
  let digests: [UInt64]
  let counts: [NodeCounts]
  let operations: UInt64

  init(_ step: Step, of session: borrowing Session) {
    self.step = step
    logits = Array(session.logits())
    answers = Array(session.readout())
    operations = session.operations
    var digests: [UInt64] = []
    var counts: [NodeCounts] = []
    for index in 0..<session.image.nodeCount {
      counts.append(session.counts(node: index))
      guard index < session.image.nodeCount - 1 else { continue }
      digests.append(session.outputDigest(node: index))
      if session.image.node(index).kind == .spiking {
        digests.append(session.membraneDigest(node: index))
      }
    }
    self.digests = digests
    self.counts = counts
  }
}

extension Session {
  var isFinished: Bool { phase == .finished }

  mutating func stepGroup(_ input: AlignedMemory) throws(SessionError) -> Step {
    image.input.kind == .events ? try stepGroup(frames: input.raw) : try stepGroup()
  }
}

extension KernelSet {
  /// Those that this build and this processor have.
  static let present: [KernelSet] = [.reference, .baseline, .avx2, .avx512].filter(\.isAvailable)
}
