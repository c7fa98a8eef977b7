/// A call that the session refuses; nothing was changed by it.
public enum SessionError: UInt8, Error, Sendable {
  /// Fewer bytes than `MemoryPlan.totalBytes`.
  case memorySize = 1
  /// The memory's address is not a multiple of 64.
  case memoryAlignment
  /// An image or frame of another size than `InputDescription.byteCount`.
  case inputSize
  /// A call for images on a network of events, or the reverse.
  case inputKind
  /// A step before `begin`.
  case notBegun
  /// A change of policy during a run.
  case running
  /// A score, timestep, threshold or budget out of its range.
  case policy
  /// A step after the timestep that gave the answer.
  case finished
}
