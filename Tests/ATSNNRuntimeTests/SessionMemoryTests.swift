import Testing

@testable import ATSNNRuntime

/// The caller's memory: its size, its alignment, its former contents, its ends.
@Suite struct SessionMemoryTests {
  @Test func totalIsTheSumOfAlignedParts() throws {
    for folder in GoldenFolder.all {
      let plan = MemoryPlan(try LoadedModel(folder).image)
      let parts = [
        plan.tableBytes, plan.membraneBytes, plan.spikeBytes, plan.cachedCurrentBytes,
        plan.scratchBytes, plan.groupBytes,
      ]
      #expect(parts.allSatisfy { $0 % 64 == 0 })
      #expect(parts.reduce(0, +) == plan.totalBytes)
    }
  }

  @Test func tooSmallOrMisalignedMemoryIsRefused() throws {
    let folder = try #require(GoldenFolder.all.first)
    let model = try LoadedModel(folder)
    let size = MemoryPlan(model.image).totalBytes
    let small = AlignedMemory(count: size - 1)
    #expect(throws: SessionError.memorySize) {
      _ = try Session(image: model.image, memory: small.bytes)
    }
    let moved = AlignedMemory(count: size, misalignment: 16)
    #expect(throws: SessionError.memoryAlignment) {
      _ = try Session(image: model.image, memory: moved.bytes)
    }
    let none = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    #expect(throws: SessionError.memorySize) {
      _ = try Session(image: model.image, memory: none)
    }
  }

  /// Every digest, logit and score is the same whatever the memory held before.
  @Test(arguments: GoldenFolder.all)
  func formerContentsDoNotMatter(_ folder: GoldenFolder) throws {
    let runs = try [UInt8(0x00), 0xFF, 0x5A].map { try marks(folder, paint: $0) }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  private func marks(_ folder: GoldenFolder, paint: UInt8) throws -> [UInt64] {
    let model = try LoadedModel(folder, paint: paint)
    var session = try model.session()
    var marks: [UInt64] = []
    for vector in folder.committedVectors.prefix(1) {
      let input = try folder.inputBytes(vector)
      try session.begin(input)
      var exits = false
      while !exits {
        let step = try session.step(input)
        exits = step.exits
        marks += nodeMarks(session)
        marks += session.readout().map { UInt64(bitPattern: Int64($0)) }
      }
    }
    #expect(model.memory.guardsAreIntact)
    return marks
  }

  private func nodeMarks(_ session: borrowing Session) -> [UInt64] {
    var marks: [UInt64] = []
    for index in 0..<(session.image.nodeCount - 1) {
      marks.append(session.outputDigest(node: index))
      marks.append(UInt64(session.spikes(node: index)))
      if session.image.node(index).kind == .spiking {
        marks.append(session.membraneDigest(node: index))
      }
    }
    return marks
  }
}
