/// Deals events, as they come, to the bins of a window, and runs a timestep a bin.
///
/// `push` an event, then `step` while `isDue`. A window starts with its first event and has
/// `settings.window` bins. Once it has its answer the rest of it is passed over; the next event after
/// it starts the next window. No call allocates or waits, and none runs more than one timestep.
public struct EventStream: ~Copyable {
  public let settings: StreamSettings
  let frame: EventFrame
  var phase = Phase.between
  /// The latest time that is known.
  var clock: UInt32 = 0
  var hasClock = false
  /// An event that belongs to a later bin than the open one.
  var held: Event?
  var hasEnded = false
  /// Time of the window's first event.
  var start: UInt32 = 0
  /// Bins of the window that have run.
  var bin = 0
  /// Events in the open bin.
  var binEvents: UInt32 = 0
  /// Events of the window, also those passed over.
  var windowEvents: UInt64 = 0
  var window: UInt32 = 0
  /// Events taken since the stream began.
  public internal(set) var events: UInt64 = 0
  /// Events that came after their window's answer.
  public internal(set) var passedOver: UInt64 = 0

  enum Phase {
    /// No window is open.
    case between
    case open
    /// The window has its answer.
    case answered
  }

  /// Bytes of memory that a stream for this input needs.
  public static func frameBytes(_ input: InputDescription) -> Int { input.byteCount }

  /// - Parameters:
  ///   - memory: at least `frameBytes` at a multiple of 64; any contents.
  /// - Throws: `.settings`, `.inputKind` for a network of images, `.memorySize`, `.memoryAlignment`.
  public init(
    _ settings: StreamSettings, input: InputDescription, memory: UnsafeMutableRawBufferPointer
  ) throws(StreamError) {
    guard settings.isValid else { throw .settings }
    guard input.kind == .events else { throw .inputKind }
    guard let base = memory.baseAddress, memory.count >= input.byteCount else { throw .memorySize }
    guard UInt(bitPattern: base) % 64 == 0 else { throw .memoryAlignment }
    self.settings = settings
    frame = EventFrame(
      UnsafeMutableRawBufferPointer(start: base, count: input.byteCount),
      height: input.shape.height, width: input.shape.width)
    frame.clear()
  }

  /// Whether a bin is complete and waits for `step`.
  public var isDue: Bool {
    guard phase == .open else { return false }
    if hasEnded { return true }
    switch settings.bin {
    case .events(let count): return binEvents >= count
    case .microseconds(let span): return clock &- start >= ends(after: bin + 1, span)
    }
  }

  /// The window's microseconds until the end of its first `bins` bins.
  func ends(after bins: Int, _ span: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: bins) &* span
  }
}
