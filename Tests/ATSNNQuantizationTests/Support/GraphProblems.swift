import Testing

@testable import ATSNNQuantization

/// What suites about `atsnn check` share.
protocol GraphProblems {}

extension GraphProblems {
  func problems(_ build: (inout CheckpointBuilder) -> Void) -> [String] {
    var builder = CheckpointBuilder()
    build(&builder)
    return GraphChecker.problems(in: builder.checkpoint).map(\.description)
  }

  func expect(_ problems: [String], _ expected: [String]) {
    #expect(problems.count == expected.count, "\(problems.joined(separator: "\n"))")
    for text in expected {
      #expect(problems.contains { $0.contains(text) }, "\(text) in \(problems)")
    }
  }

  /// conv - lif - linear, all sound.
  func sound(_ builder: inout CheckpointBuilder) {
    builder.convolution("conv", "input", weight: [2, 1, 3, 3], [Float](repeating: 0.5, count: 18))
    builder.lif("spikes", "conv")
    builder.linear("logits", "spikes", weight: [2, 32], [Float](repeating: 0.5, count: 64))
  }
}
