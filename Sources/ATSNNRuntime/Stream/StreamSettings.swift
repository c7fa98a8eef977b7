/// What ends a bin, the events of one timestep.
public enum BinLimit: Equatable, Sendable {
  /// Its span of time in microseconds, 1...`StreamSettings.longestWindow`.
  case microseconds(UInt32)
  /// Its number of events, 1 or more.
  case events(UInt32)
}

/// How a stream of events is cut into bins, and bins into windows of one answer each.
public struct StreamSettings: Equatable, Sendable {
  /// Of bins by time, a window's microseconds at most.
  public static let longestWindow: UInt32 = 1 << 30

  public var bin: BinLimit
  /// Bins of a window, 1...255: the timestep that answers at the latest.
  public var window: Int
  /// Whether spiking neurons keep their membranes from window to window; the read-out starts anew.
  public var keepsMembranes: Bool

  public init(bin: BinLimit, window: Int, keepsMembranes: Bool = false) {
    self.bin = bin
    self.window = window
    self.keepsMembranes = keepsMembranes
  }

  var isValid: Bool {
    guard (1...255).contains(window) else { return false }
    switch bin {
    case .events(let count): return count >= 1
    case .microseconds(let span):
      return span >= 1 && span <= Self.longestWindow / UInt32(truncatingIfNeeded: window)
    }
  }
}

/// A call that a stream refuses; nothing was changed by it.
public enum StreamError: UInt8, Error, Sendable {
  /// A bin or window out of its range.
  case settings = 1
  /// The network takes images, not events.
  case inputKind
  /// Fewer bytes than `EventStream.frameBytes`.
  case memorySize
  /// An event outside the sensor (rule E5).
  case outside
  /// A time before the last one, or more than 2^31 microseconds after it (rule E5).
  case backwards
  /// A bin is complete: step first.
  case due
  /// A step without a complete bin.
  case notDue
  /// The memory's address is not a multiple of 64.
  case memoryAlignment
}

/// The end of one bin.
public struct StreamStep: Equatable, Sendable {
  /// The timestep that ran on the bin.
  public let step: Step
  /// The window's number, from 0, modulo 2^32.
  public let window: UInt32
  /// Time of the window's first event, microseconds.
  public let start: UInt32
  /// Time of the bin's end: of bins by count, of its last event.
  public let end: UInt32
  /// Events of the window so far.
  public let events: UInt32
  /// Whether this is the window's answer.
  public let answers: Bool
}
