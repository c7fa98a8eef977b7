import ATSNNRuntime

/// The runtime's events, which the readers here give.
public typealias Event = ATSNNRuntime.Event

/// How events are dealt to frames: FORMAT.md's binning codes.
public enum EventBinning: UInt8, Sendable {
  /// Equal spans of time (rule E1).
  case time = 1
  /// Equal numbers of events (rule E2).
  case count = 2
}
