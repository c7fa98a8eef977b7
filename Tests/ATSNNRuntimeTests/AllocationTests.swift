import ATSNNRuntime
import CAllocationCounter
import Testing

/// No call of the runtime allocates: counted over whole runs of every committed vector.
@Suite struct AllocationTests {
  @Test(.enabled(if: allocation_counter_available()))
  func theCounterCounts() {
    allocation_counter_start()
    let array = [UInt8](repeating: 1, count: 4096)
    let counted = allocation_counter_stop()
    #expect(counted > 0 && array.count == 4096)
  }

  @Test(.enabled(if: allocation_counter_available()), arguments: GoldenFolder.all)
  func wholeRunsDoNotAllocate(_ folder: GoldenFolder) throws {
    let bytes = try folder.imageBytes()
    let memory = AlignedMemory(count: MemoryPlan(try ModelImage(bytes.raw)).totalBytes)
    let inputs = try folder.committedVectors.map(folder.inputBytes)
    #if DEBUG
      // Unoptimized code asks the Swift runtime for generic metadata, which it makes once a process.
      _ = try allocations(bytes.raw, memory, inputs)
    #endif
    #expect(try allocations(bytes.raw, memory, inputs) == 0)
  }

  /// Allocations of opening the image, planning, and running every input to its answer.
  private func allocations(
    _ bytes: UnsafeRawBufferPointer, _ memory: AlignedMemory, _ inputs: [AlignedMemory]
  ) throws -> Int {
    let buffers = inputs.map(\.raw)
    return try buffers.withUnsafeBufferPointer { buffers in
      allocation_counter_start()
      defer { _ = allocation_counter_stop() }
      try runAll(bytes, memory.bytes, buffers)
      return allocation_counter_stop()
    }
  }

  private func runAll(
    _ bytes: UnsafeRawBufferPointer, _ memory: UnsafeMutableRawBufferPointer,
    _ inputs: UnsafeBufferPointer<UnsafeRawBufferPointer>
  ) throws {
    let image = try ModelImage(bytes)
    var session = try Session(image: image, memory: memory)
    try session.setPolicy(image.exitPolicy)
    for input in inputs {
      if image.input.kind == .events {
        _ = try session.run(frames: input)
      } else {
        _ = try session.run(image: input)
      }
      for node in 0..<(image.nodeCount - 1) { _ = session.outputDigest(node: node) }
      _ = session.logits()
    }
  }
}
