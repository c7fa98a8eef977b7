extension EventStream {
  /// Takes the next event of the camera.
  ///
  /// - Throws: `.due` while a bin waits for `step`; `.outside`, `.backwards`.
  public mutating func push(_ event: Event) throws(StreamError) {
    guard !isDue else { throw .due }
    guard frame.contains(event) else { throw .outside }
    guard isInOrder(event.time) else { throw .backwards }
    setClock(event.time)
    events &+= 1
    if isDue { held = event } else { place(event) }
  }

  /// Says what time it is while the camera is quiet, so that a bin by time ends without an event.
  ///
  /// - Throws: `.due`, `.backwards`.
  public mutating func advance(to time: UInt32) throws(StreamError) {
    guard !isDue else { throw .due }
    guard isInOrder(time) else { throw .backwards }
    if hasClock { setClock(time) }
  }

  /// Says that no event comes: the open bin is due as it is and gives its window's answer.
  ///
  /// - Throws: `.due`.
  public mutating func end() throws(StreamError) {
    guard !isDue else { throw .due }
    hasEnded = phase == .open
    if phase == .answered { phase = .between }
  }

  private func isInOrder(_ time: UInt32) -> Bool {
    !hasClock || Int32(bitPattern: time &- clock) >= 0
  }

  /// An answered window by time ends when its time is over.
  private mutating func setClock(_ time: UInt32) {
    clock = time
    hasClock = true
    guard phase == .answered, case .microseconds(let span) = settings.bin else { return }
    if clock &- start >= ends(after: settings.window, span) { phase = .between }
  }

  /// Puts the event into the open bin, into a new window, or passes it over.
  mutating func place(_ event: Event) {
    if phase == .between { open(at: event.time) }
    windowEvents &+= 1
    guard phase == .open else { return passOver() }
    frame.add(event)
    binEvents &+= 1
  }

  private mutating func open(at time: UInt32) {
    phase = .open
    start = time
    bin = 0
    binEvents = 0
    windowEvents = 0
  }

  /// An answered window by count ends when its events are over.
  private mutating func passOver() {
    passedOver &+= 1
    guard case .events(let count) = settings.bin else { return }
    let whole = UInt64(count) &* UInt64(truncatingIfNeeded: settings.window)
    if windowEvents >= whole { phase = .between }
  }
}
