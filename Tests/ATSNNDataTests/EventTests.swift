import Testing

@testable import ATSNNData

/// N-MNIST recordings and rules E1 to E5.
@Suite struct EventTests {
  private let shape = RecordShape(height: 34, width: 34, channels: 2)

  /// The counts of one pixel and polarity 1 in `timesteps` frames of events at `times`.
  private func counts(_ times: [UInt32], _ timesteps: Int, _ binning: EventBinning) throws
    -> [UInt8]
  {
    let events = times.map { Event(x: 2, y: 1, polarity: 1, time: $0) }
    let frames = EventFrames(timesteps: timesteps, shape: shape, binning: binning)
    var bytes = [UInt8](repeating: 7, count: timesteps * shape.elements)
    try bytes.withUnsafeMutableBytes { try frames.fill($0, with: events) }
    let place = (1 * 34 + 2) * 2 + 1
    let counted = (0..<timesteps).map { bytes[$0 * shape.elements + place] }
    #expect(Samples.sum(bytes) == Samples.sum(counted))
    return counted
  }

  @Test func dealsByTime() throws {
    // d = (10 - 0) / 4 = 2: frames 0-1, 2-3, 4-5, then the remainder and the last event.
    #expect(try counts([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4, .time) == [2, 2, 2, 5])
    #expect(try counts([100, 101, 110], 3, .time) == [2, 0, 1])
    // d = 0: all in the last frame.
    #expect(try counts([5, 5, 6], 4, .time) == [0, 0, 0, 3])
    #expect(try counts([9], 1, .time) == [1])
  }

  @Test func dealsByCount() throws {
    #expect(try counts([0, 0, 0, 9, 9, 9, 9], 3, .count) == [2, 2, 3])
    #expect(try counts([0, 1], 3, .count) == [0, 0, 2])
  }

  @Test func saturatesCountsAndRunsEmptyFrames() throws {
    #expect(try counts([UInt32](repeating: 3, count: 300), 2, .count) == [150, 150])
    #expect(try counts([UInt32](repeating: 3, count: 600), 2, .count) == [255, 255])
    #expect(try counts([], 3, .time) == [0, 0, 0])
  }

  @Test func refusesEventsOutsideAndBackwards() throws {
    let frames = EventFrames(timesteps: 2, shape: shape, binning: .time)
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: 2 * shape.elements, alignment: 1)
    defer { bytes.deallocate() }
    func fault(_ events: [Event]) -> EventError? {
      do {
        try frames.fill(bytes, with: events)
        return nil
      } catch {
        return error
      }
    }
    let good = Event(x: 33, y: 33, polarity: 0, time: 5)
    #expect(fault([good]) == nil)
    #expect(
      fault([good, Event(x: 34, y: 0, polarity: 0, time: 5)])
        == EventError(fault: .outside, index: 1))
    #expect(
      fault([good, Event(x: 0, y: 0, polarity: 0, time: 4)])
        == EventError(fault: .backwards, index: 1))
  }

  @Test func readsRecordingsInLabelFolders() throws {
    let folder = try TemporaryFolder()
    let first = Samples.event(33, 0, 1, 0x7F_FFFF)
    try folder.write("Train/1/00002.bin", first)
    try folder.write("Train/0/00009.bin", Samples.event(1, 2, 0, 258))
    try folder.write("Train/1/00001.bin", [])
    let data = try DataSet(path: folder.path + "/Train/")
    #expect(data.kind == .events)
    #expect(data.shape == shape)
    #expect((0..<3).map { data.label($0) } == [0, 1, 1])
    #expect(try data.events(0) == [Event(x: 1, y: 2, polarity: 0, time: 258)])
    #expect(try data.events(1) == [])
    #expect(try data.events(2) == [Event(x: 33, y: 0, polarity: 1, time: 0x7F_FFFF)])
    #expect(data.origin(2).file.hasSuffix("Train/1/00002.bin"))
    let one = try DataSet(path: folder.path + "/Train/1")
    #expect([one.label(0), one.label(1)] == [1, 1])
    #expect(try DataSet(path: folder.path + "/Train/0/00009.bin").label(0) == 0)
    expectRefusal(folder.path, "name one of Train")
  }

  @Test func saysWhichEventOfWhichRecordingIsInvalid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "0/1.bin", Samples.event(1, 1, 0, 9) + Samples.event(1, 1, 0, 8))
    let cut = try folder.write("0/2.bin", [1, 2, 3])
    let data = try DataSet(path: folder.path)
    var frames = [UInt8](repeating: 0, count: data.recordBytes(timesteps: 2))
    func read(_ index: Int) -> String {
      do {
        try frames.withUnsafeMutableBytes {
          try data.copyRecord(index, timesteps: 2, binning: .time, into: $0)
        }
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      read(0) == "\(path), record 0: event 1 is earlier than the event before it; remove the record"
    )
    #expect(read(1).hasPrefix("\(cut): 3 bytes, no multiple of 5"))
  }
}
