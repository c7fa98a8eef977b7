extension EventStream {
  /// Runs one timestep on the complete bin.
  ///
  /// - Parameter session: of the network whose input the stream was made for, and the same at every
  ///   step; between the steps of a window nothing else may run on it.
  /// - Returns: nil where no bin is complete.
  /// - Throws: `.inputKind`, `.inputSize` for a session of another network.
  public mutating func step(_ session: inout Session) throws(SessionError) -> StreamStep? {
    guard isDue else { return nil }
    if bin == 0 { try session.beginEvents(keepingMembranes: settings.keepsMembranes && window > 0) }
    let step = try session.step(frame: UnsafeRawBufferPointer(frame.bytes))
    bin += 1
    let answers = step.exits || bin >= settings.window || hasEnded
    let result = StreamStep(
      step: step, window: window, start: start, end: binEnd,
      events: UInt32(truncatingIfNeeded: windowEvents), answers: answers)
    frame.clear()
    binEvents = 0
    if answers { close() }
    placeHeld()
    return result
  }

  /// Time at the end of the bin that has just run.
  private var binEnd: UInt32 {
    guard !hasEnded, case .microseconds(let span) = settings.bin else { return clock }
    return start &+ ends(after: bin, span)
  }

  /// After the window's answer.
  private mutating func close() {
    phase = bin >= settings.window || hasEnded ? .between : .answered
    hasEnded = false
    window &+= 1
    guard phase == .answered, case .microseconds(let span) = settings.bin else { return }
    if clock &- start >= ends(after: settings.window, span) { phase = .between }
  }

  /// The event that waited for this bin, unless still another bin ends before it.
  private mutating func placeHeld() {
    guard let event = held, !isDue else { return }
    held = nil
    place(event)
  }
}
