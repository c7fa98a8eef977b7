import Dispatch
import Testing

@testable import ATSNNRuntime

/// Nodes that are cut into slices give the bits and the counts of whole ones.
@Suite struct SliceTests {
  @Test(arguments: GoldenFolder.all)
  func slicesGiveTheBitsOfTheWhole(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    let inputs = try folder.committedVectors.prefix(2).map(folder.inputBytes)
    for kernels in KernelSet.present {
      var whole = try model.session(kernels: kernels)
      let expected = try inputs.map { try Self.states(&whole, $0) }
      for slices in [2, 3] {
        for manyWeights in [0, Int.max] {
          let memory = AlignedMemory(count: MemoryPlan(model.image, slices: slices).totalBytes)
          var session = try Session(
            image: model.image, memory: memory.bytes, kernels: kernels,
            runner: .concurrent(slices, manyWeights: manyWeights))
          for (input, expected) in zip(inputs, expected) {
            #expect(
              try Self.states(&session, input) == expected, "\(folder) \(kernels) \(slices)")
          }
          #expect(memory.guardsAreIntact)
        }
      }
    }
  }

  /// What is there after each step, then after each group of them.
  private static func states(
    _ session: inout Session, _ input: AlignedMemory
  ) throws -> [SessionState] {
    var states: [SessionState] = []
    try session.begin(input)
    repeat {
      states.append(SessionState(try session.step(input), of: session))
    } while !session.isFinished
    try session.begin(input)
    repeat {
      states.append(SessionState(try session.stepGroup(input), of: session))
    } while !session.isFinished
    return states
  }

  /// Every row and every channel is in exactly one slice.
  @Test func slicesCoverANode() throws {
    var cut = (rows: 0, channels: 0)
    for folder in GoldenFolder.all {
      let model = try LoadedModel(folder)
      for (slices, manyWeights) in [(2, 0), (3, 0), (3, Int.max), (7, Int.max)] {
        for (slicing, shape) in try Self.slicings(model, slices, manyWeights: manyWeights) {
          let rows = (0..<slicing.count).map { slicing.rows($0) }
          let channels = (0..<slicing.count).map { slicing.channels($0) }
          if rows[0].count < shape.height {
            cut.rows += 1
            #expect(rows.flatMap { $0 } == Array(0..<shape.height))
            #expect(channels.allSatisfy { $0 == 0..<shape.channels })
          } else {
            cut.channels += 1
            #expect(channels.flatMap { $0 } == Array(0..<shape.channels))
            #expect(channels.allSatisfy { $0.lowerBound % 64 == 0 && !$0.isEmpty })
          }
        }
      }
    }
    #expect(cut.rows > 20 && cut.channels > 8, "\(cut)")
  }

  /// How the spiking nodes that are cut are cut.
  private static func slicings(
    _ model: LoadedModel, _ slices: Int, manyWeights: Int
  ) throws -> [(Slicing, Shape)] {
    let memory = AlignedMemory(count: MemoryPlan(model.image, slices: slices).totalBytes)
    let session = try Session(
      image: model.image, memory: memory.bytes,
      runner: .concurrent(slices, manyWeights: manyWeights))
    return (0..<model.image.nodeCount).compactMap { index in
      let layer = session.workspace.layers[index]
      guard layer.node.kind == .spiking, layer.vectorConnection != nil else { return nil }
      let slicing = Slicing(session.workspace, spiking: layer)
      return slicing.count > 1 ? (slicing, layer.node.shape) : nil
    }
  }

  @Test func slicesTakeMemoryOfTheirOwn() throws {
    let model = try LoadedModel(GoldenFolder.all[0])
    #expect(throws: SessionError.memorySize) {
      _ = try Session(
        image: model.image, memory: model.memory.bytes,
        runner: .concurrent(2, manyWeights: 0))
    }
  }
}

extension SliceRunner {
  /// Cuts every node that can be cut, and runs the slices on the threads that there are.
  fileprivate static func concurrent(_ slices: Int, manyWeights: Int) -> SliceRunner {
    var runner = SliceRunner(slices: slices, leastWork: 0, context: nil) { _, count, run, work in
      let address = Int(bitPattern: work)
      DispatchQueue.concurrentPerform(iterations: count) {
        run(UnsafeRawPointer(bitPattern: address), $0)
      }
    }
    runner.manyWeights = manyWeights
    return runner
  }
}
