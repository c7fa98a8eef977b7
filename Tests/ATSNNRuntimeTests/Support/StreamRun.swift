import Testing

@testable import ATSNNRuntime

/// A stream into a session of a small golden network of events, 5 x 6 pixels, 4 timesteps.
struct StreamRun {
  let model: LoadedModel
  let settings: StreamSettings
  var policy: ExitPolicy?

  init(_ settings: StreamSettings, policy: ExitPolicy? = nil) throws {
    let folder = try #require(GoldenFolder.all.first { $0.name == "events-by-time" })
    model = try LoadedModel(folder)
    self.settings = settings
    self.policy = policy
  }

  /// What a bin came to.
  struct Bin: Equatable {
    let step: StreamStep
    let readout: [Int32]
    let membranes: [UInt64]
  }

  func session() throws -> Session {
    var session = try model.session()
    if let policy { try session.setPolicy(policy) }
    return session
  }

  func stream() throws -> EventStream {
    let input = model.image.input
    let memory = AlignedMemory(count: EventStream.frameBytes(input), paint: 9)
    return try EventStream(settings, input: input, memory: memory.bytes)
  }

  /// Every bin of a whole recording, and the events that were passed over.
  func run(_ events: [Event]) throws -> (bins: [Bin], passedOver: Int) {
    var session = try session()
    var stream = try stream()
    var bins: [Bin] = []
    for event in events {
      try stream.push(event)
      while let step = try stream.step(&session) { bins.append(bin(step, session)) }
    }
    try stream.end()
    while let step = try stream.step(&session) { bins.append(bin(step, session)) }
    let taken = stream.events
    #expect(taken == UInt64(events.count))
    return (bins, Int(stream.passedOver))
  }

  /// What the frames of one run come to; membranes of a run before may be kept.
  func run(frames: [[Event]], keeping session: inout Session, first: Bool) throws -> [Bin] {
    try session.beginEvents(keepingMembranes: settings.keepsMembranes && !first)
    return try frames.map { events in
      let step = try session.step(frame: counts(events).raw)
      return Bin(
        step: StreamStep(step: step, window: 0, start: 0, end: 0, events: 0, answers: step.exits),
        readout: Array(session.readout()), membranes: membranes(session))
    }
  }

  private func bin(_ step: StreamStep, _ session: borrowing Session) -> Bin {
    Bin(step: step, readout: Array(session.readout()), membranes: membranes(session))
  }

  private func membranes(_ session: borrowing Session) -> [UInt64] {
    var digests: [UInt64] = []
    for node in 0..<model.image.nodeCount where model.image.node(node).kind == .spiking {
      digests.append(session.membraneDigest(node: node))
    }
    return digests
  }

  /// Rule E3, written again.
  private func counts(_ events: [Event]) -> AlignedMemory {
    let shape = model.image.input.shape
    let frame = AlignedMemory(count: shape.elementCount)
    for event in events {
      let place = 2 * (Int(event.y) * shape.width + Int(event.x)) + Int(event.polarity)
      frame.bytes[place] = UInt8(min(255, Int(frame.bytes[place]) + 1))
    }
    return frame
  }

  /// `count` events at random places, 0 to 2 `spacing` microseconds apart.
  static func events(_ count: Int, spacing: UInt64, seed: UInt64, from start: UInt32 = 0) -> [Event]
  {
    var state = seed
    func random(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    var time = start
    return (0..<count).map { _ in
      time &+= UInt32(random(2 * spacing + 1))
      return Event(
        x: UInt16(random(5)), y: UInt16(random(6)), polarity: UInt8(random(2)), time: time)
    }
  }
}
