import ATSNNRuntime

/// A session of the runtime over all timesteps of one record after another; one per thread.
final class IntegerRunner {
  private let image: AlignedImage
  private let memory: UnsafeMutableRawBufferPointer
  private var session: Session

  /// - Throws: `QuantizationError` of kind `image` if the runtime does not start.
  init(_ image: AlignedImage) throws(QuantizationError) {
    self.image = image
    memory = .allocate(byteCount: image.sessionBytes, alignment: 64)
    do throws(SessionError) {
      session = try Session(image: image.model, memory: memory)
    } catch {
      memory.deallocate()
      throw Self.refused(error)
    }
    try toTheEnd()
  }

  deinit {
    memory.deallocate()
  }

  private static func refused(_ error: SessionError) -> QuantizationError {
    QuantizationError(
      .image, at: "session", "the runtime refuses the call: \(error)",
      remedy: "report this: data and image were checked before")
  }

  /// Keeps every run going to the last timestep, scores recorded.
  private func toTheEnd() throws(QuantizationError) {
    let last = image.model.timesteps
    let policy = ExitPolicy(
      score: image.model.exitPolicy.score, minimumTimestep: last, maximumTimestep: last)
    do throws(SessionError) {
      try session.setPolicy(policy)
    } catch {
      throw Self.refused(error)
    }
  }

  /// Starts a record: an image, or the frames of all timesteps.
  func begin(_ record: [UInt8]) throws(QuantizationError) {
    let isImage = image.model.input.kind == .image
    let result: Result<Void, SessionError> = record.withUnsafeBytes { bytes in
      Result { () throws(SessionError) in
        if isImage { try session.begin(image: bytes) } else { try session.beginEvents() }
      }
    }
    if case .failure(let error) = result { throw Self.refused(error) }
  }

  /// Runs timestep `timestep`, from 1.
  @discardableResult
  func step(_ timestep: Int, _ record: [UInt8]) throws(QuantizationError) -> Step {
    let size = image.model.input.byteCount
    let isImage = image.model.input.kind == .image
    let result: Result<Step, SessionError> = record.withUnsafeBytes { bytes in
      Result { () throws(SessionError) in
        if isImage { return try session.step() }
        let frame = bytes[(timestep - 1) * size..<timestep * size]
        return try session.step(frame: UnsafeRawBufferPointer(rebasing: frame))
      }
    }
    switch result {
    case .success(let step): return step
    case .failure(let error): throw Self.refused(error)
    }
  }

  /// The output of a layer at this timestep, in element order.
  func outputs(layer: Int, count: Int) -> [UInt16] {
    (0..<count).map { UInt16(session.output(node: layer, element: $0)) }
  }

  /// Rule C4's count at this timestep.
  func saturations(layer: Int) -> Int { Int(session.saturations(node: layer)) }

  /// Membranes of a spiking layer after this timestep, in element order.
  func membranes(layer: Int, count: Int) -> [Int32] {
    (0..<count).map { session.membrane(node: layer, element: $0) }
  }

  /// The timestep's logits.
  var logits: [Int32] { Array(session.logits()) }

  /// What the network says of one record at every timestep.
  func answers(_ record: [UInt8], label: Int) throws(QuantizationError) -> IntegerAnswers {
    let kind = image.model.exitPolicy.score
    var answers: [Int] = []
    var levels: [Int64] = []
    var operations: [UInt64] = []
    try begin(record)
    for timestep in 1...image.model.timesteps {
      let step = try step(timestep, record)
      answers.append(step.prediction)
      levels.append(step.score.map(kind.level) ?? 0)
      operations.append(session.operations)
    }
    return IntegerAnswers(
      label: label, answers: answers, levels: levels, operations: operations,
      worstCase: session.limits.timestep)
  }
}
