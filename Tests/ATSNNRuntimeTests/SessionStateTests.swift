import Testing

@testable import ATSNNRuntime

/// Begin, step, answer, reset, and the calls that a session refuses in between.
@Suite struct SessionStateTests {
  private func folder(_ kind: InputKind, longerThan timesteps: Int = 1) throws -> GoldenFolder {
    let found = try GoldenFolder.all.first {
      let image = try LoadedModel($0).image
      return image.input.kind == kind && image.exitPolicy.maximumTimestep > timesteps
        && !$0.committedVectors.isEmpty
    }
    return try #require(found)
  }

  private func answers(
    _ session: inout Session, _ input: AlignedMemory
  ) throws -> [[Int32]] {
    var answers: [[Int32]] = []
    while try !session.step(input).exits { answers.append(Array(session.readout())) }
    return answers + [Array(session.readout())]
  }

  @Test(arguments: [InputKind.image, .events])
  func resetClearsTheStateAlone(_ kind: InputKind) throws {
    let folder = try folder(kind)
    let model = try LoadedModel(folder)
    var session = try model.session()
    let input = try folder.inputBytes(folder.committedVectors[0])
    try session.begin(input)
    let first = try answers(&session, input)
    session.reset()
    #expect(session.timestep == 0)
    #expect(try answers(&session, input) == first)
    try session.begin(input)
    _ = try session.step(input)
    try session.begin(input)
    #expect(try answers(&session, input) == first)
  }

  @Test func stepsOutOfPlaceAreRefused() throws {
    let folder = try folder(.image)
    let model = try LoadedModel(folder)
    var session = try model.session()
    let input = try folder.inputBytes(folder.committedVectors[0])
    #expect(refusal { _ = try session.step() } == .notBegun)
    session.reset()
    #expect(refusal { _ = try session.step() } == .notBegun)
    try session.begin(input)
    #expect(refusal { _ = try session.step(frame: input.raw) } == .inputKind)
    while try !session.step().exits {}
    #expect(refusal { _ = try session.step() } == .finished)
  }

  @Test func inputsOfAnotherSizeOrKindAreRefused() throws {
    let images = try LoadedModel(folder(.image))
    var session = try images.session()
    let short = AlignedMemory(count: images.image.input.byteCount - 1)
    #expect(refusal { try session.begin(image: short.raw) } == .inputSize)
    #expect(refusal { try session.beginEvents() } == .inputKind)
    #expect(refusal { _ = try session.run(frames: short.raw) } == .inputKind)
    let events = try LoadedModel(folder(.events))
    var other = try events.session()
    let frame = AlignedMemory(count: events.image.input.byteCount + 1)
    #expect(refusal { try other.begin(image: frame.raw) } == .inputKind)
    try other.beginEvents()
    #expect(refusal { _ = try other.step() } == .inputKind)
    #expect(refusal { _ = try other.step(frame: frame.raw) } == .inputSize)
    #expect(refusal { _ = try other.run(frames: frame.raw) } == .inputSize)
  }

  @Test(arguments: GoldenFolder.all)
  func wholeRunsGiveTheSameAnswer(_ folder: GoldenFolder) throws {
    let model = try LoadedModel(folder)
    var session = try model.session()
    for vector in folder.committedVectors {
      let input = try folder.inputBytes(vector)
      let isEvents = model.image.input.kind == .events
      let step = try isEvents ? session.run(frames: input.raw) : session.run(image: input.raw)
      #expect(step.exits && step.timestep == vector.exit_timestep, "\(vector.name)")
      #expect(step.prediction == vector.prediction, "\(vector.name)")
    }
  }

  private func refusal(_ body: () throws -> Void) -> SessionError? {
    do {
      try body()
      return nil
    } catch { return error as? SessionError }
  }
}
