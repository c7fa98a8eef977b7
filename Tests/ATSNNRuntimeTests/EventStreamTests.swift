import CAllocationCounter
import Testing

@testable import ATSNNRuntime

/// Streams of events: bins, windows, answers, and what is refused.
@Suite struct EventStreamTests {
  /// Windows of frames, each of its own events: the definition, without a stream.
  private func windows(_ events: [Event], _ settings: StreamSettings) -> [[[Event]]] {
    var windows: [[[Event]]] = []
    var rest = events[...]
    while let first = rest.first {
      let frames: [[Event]]
      switch settings.bin {
      case .microseconds(let span):
        frames = (0..<settings.window).map { bin in
          rest.filter { Int($0.time &- first.time) / Int(span) == bin }
        }
      case .events(let count):
        frames = (0..<settings.window).map { bin in
          Array(rest.dropFirst(bin * Int(count)).prefix(Int(count)))
        }
      }
      windows.append(frames)
      rest = rest.dropFirst(frames.reduce(0) { $0 + $1.count })
    }
    return windows
  }

  @Test(arguments: [BinLimit.microseconds(500), .microseconds(37), .events(7), .events(1)])
  func binsRunAsTheirFramesDo(_ bin: BinLimit) throws {
    for (seed, start) in [(1, 0), (2, UInt32.max - 3000)] as [(UInt64, UInt32)] {
      for keeps in [false, true] {
        let settings = StreamSettings(bin: bin, window: 4, keepsMembranes: keeps)
        let run = try StreamRun(settings)
        let events = StreamRun.events(300, spacing: 40, seed: seed, from: start)
        let bins = try run.run(events).bins
        var session = try run.session()
        var wanted: [StreamRun.Bin] = []
        for (index, frames) in windows(events, settings).enumerated() {
          wanted += try run.run(frames: frames, keeping: &session, first: index == 0)
        }
        // The last window may end before its last bins.
        #expect(wanted.count - bins.count < 4)
        for (bin, frame) in zip(bins.dropLast(), wanted) {
          #expect(bin.readout == frame.readout && bin.membranes == frame.membranes)
          #expect(bin.step.step == frame.step.step)
        }
      }
    }
  }

  @Test func timeTellsWhereAWindowStandsAndEnds() throws {
    let run = try StreamRun(StreamSettings(bin: .microseconds(10), window: 3))
    let times: [UInt32] = [100, 109, 110, 129, 130, 500, 535]
    let bins = try run.run(times.map { Event(x: 1, y: 2, polarity: 0, time: $0) }).bins
    let steps = bins.map(\.step)
    #expect(steps.map(\.window) == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3])
    #expect(steps.map(\.start) == [100, 100, 100, 130, 130, 130, 500, 500, 500, 535])
    #expect(steps.map(\.end) == [110, 120, 130, 140, 150, 160, 510, 520, 530, 535])
    #expect(steps.map(\.events) == [2, 3, 4, 1, 1, 1, 1, 1, 1, 1])
    #expect(steps.map(\.answers).enumerated().filter(\.element).map(\.offset) == [2, 5, 8, 9])
  }

  @Test(arguments: [BinLimit.microseconds(100), .events(10)])
  func theRestOfAnAnsweredWindowIsPassedOver(_ bin: BinLimit) throws {
    let sure = ExitPolicy(
      score: .margin, minimumTimestep: 2, maximumTimestep: 4, uniformThreshold: 0)
    let settings = StreamSettings(bin: bin, window: 4)
    let events = StreamRun.events(400, spacing: 10, seed: 3)
    let run = try StreamRun(settings, policy: sure)
    let (bins, passedOver) = try run.run(events)
    let cut = windows(events, settings)
    #expect(bins.filter(\.step.answers).count == cut.count)
    #expect(passedOver == cut.map { $0.dropFirst(2).reduce(0) { $0 + $1.count } }.reduce(0, +))
    #expect(bins.filter(\.step.answers).dropLast().allSatisfy { $0.step.step.timestep == 2 })
    #expect(passedOver > 100)
  }

  @Test func membranesGoOnFromWindowToWindow() throws {
    let events = StreamRun.events(40, spacing: 10, seed: 4)
    let short = StreamSettings(bin: .events(10), window: 2, keepsMembranes: true)
    let long = StreamSettings(bin: .events(10), window: 4)
    let kept = try StreamRun(short).run(events).bins
    let whole = try StreamRun(long).run(events).bins
    #expect(kept.map(\.membranes) == whole.map(\.membranes))
    let cleared = StreamSettings(bin: .events(10), window: 2)
    #expect(try StreamRun(cleared).run(events).bins.map(\.membranes) != whole.map(\.membranes))
  }

  @Test func aQuietCameraEndsBinsByTheClock() throws {
    let run = try StreamRun(StreamSettings(bin: .microseconds(10), window: 2))
    var session = try run.session()
    var stream = try run.stream()
    try stream.advance(to: 7)
    var due = [stream.isDue]
    try stream.push(Event(x: 0, y: 0, polarity: 1, time: 3))
    try stream.advance(to: 12)
    due.append(stream.isDue)
    try stream.advance(to: 13)
    due.append(stream.isDue)
    #expect(due == [false, false, true])
    #expect(refusal { try stream.advance(to: 14) } == .due)
    #expect(try stream.step(&session)?.answers == false)
    try stream.advance(to: 1000)
    #expect(try stream.step(&session)?.answers == true)
    #expect(try stream.step(&session) == nil)
  }

  @Test func wrongCallsChangeNothing() throws {
    let run = try StreamRun(StreamSettings(bin: .events(1), window: 2))
    var session = try run.session()
    var stream = try run.stream()
    let good = Event(x: 4, y: 5, polarity: 1, time: 9)
    #expect(try stream.step(&session) == nil)
    for bad in [(5, 0, 0), (0, 6, 0), (0, 0, 2)] as [(UInt16, UInt16, UInt8)] {
      let event = Event(x: bad.0, y: bad.1, polarity: bad.2, time: 1)
      #expect(refusal { try stream.push(event) } == .outside)
    }
    try stream.push(good)
    #expect(refusal { try stream.push(good) } == .due)
    #expect(refusal { try stream.end() } == .due)
    _ = try stream.step(&session)
    let late = Event(x: 0, y: 0, polarity: 0, time: 8)
    #expect(refusal { try stream.push(late) } == .backwards)
    #expect(refusal { try stream.advance(to: 9 &+ 1 << 31) } == .backwards)
    let taken = stream.events
    #expect(taken == 1)
    try stream.push(good)
    #expect(try stream.step(&session)?.answers == true)
  }

  @Test func settingsAndMemoryOutOfRangeAreRefused() throws {
    let bad: [(BinLimit, Int)] = [
      (.events(0), 1), (.microseconds(0), 1), (.events(1), 0), (.events(1), 256),
      (.microseconds(1 << 30), 2),
    ]
    for (bin, window) in bad {
      let run = try StreamRun(StreamSettings(bin: bin, window: window))
      #expect(refusal { _ = try run.stream() } == .settings, "\(bin) \(window)")
    }
    _ = try StreamRun(StreamSettings(bin: .microseconds(1 << 30), window: 1)).stream()
    let settings = StreamSettings(bin: .events(1), window: 1)
    let input = try StreamRun(settings).model.image.input
    let memory = AlignedMemory(count: 61)
    #expect(
      refusal { _ = try EventStream(settings, input: input, memory: short(memory, 0, 59)) }
        == .memorySize)
    #expect(
      refusal { _ = try EventStream(settings, input: input, memory: short(memory, 1, 60)) }
        == .memoryAlignment)
    let images = try #require(GoldenFolder.all.first { $0.name == "leak-decay" })
    let pixels = try LoadedModel(images).image.input
    #expect(
      refusal { _ = try EventStream(settings, input: pixels, memory: memory.bytes) } == .inputKind)
  }

  @Test(.enabled(if: allocation_counter_available()))
  func aStreamDoesNotAllocate() throws {
    let run = try StreamRun(StreamSettings(bin: .events(5), window: 3, keepsMembranes: true))
    let events = StreamRun.events(100, spacing: 10, seed: 5)
    #if DEBUG
      // Unoptimized code asks the Swift runtime for generic metadata, which it makes once a process.
      _ = try allocations(run, events)
    #endif
    #expect(try allocations(run, events) == 0)
  }

  private func allocations(_ run: StreamRun, _ events: [Event]) throws -> Int {
    var session = try run.session()
    var stream = try run.stream()
    return try events.withUnsafeBufferPointer { events in
      allocation_counter_start()
      defer { _ = allocation_counter_stop() }
      for event in events {
        try stream.push(event)
        while let step = try stream.step(&session), !step.answers {}
      }
      return allocation_counter_stop()
    }
  }

  private func short(
    _ memory: AlignedMemory, _ first: Int, _ count: Int
  ) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory.bytes[first..<(first + count)])
  }

  private func refusal(_ body: () throws -> Void) -> StreamError? {
    do {
      try body()
      return nil
    } catch { return error as? StreamError }
  }
}
