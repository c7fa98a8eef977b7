import CAccelerator

/// How often the accelerator did each of its actions.
public struct ActionCounts: Equatable, Sendable {
  /// The C model's own structure.
  private var counts = atsnn_counts()

  /// Names of all actions, as energy tables call them.
  public static let actions: [String] = (0..<ATSNN_COUNT_KINDS).compactMap { kind in
    atsnn_count_name(kind).map { String(cString: $0) }
  }

  /// No actions.
  public init() {}

  init(_ counts: UnsafePointer<atsnn_counts>?) {
    if let counts { self.counts = counts.pointee }
  }

  /// Actions that engines tell of one by one.
  enum Action {
    case synapticOperations
    case spikes
    case saturations
  }

  subscript(action: Action) -> UInt64 {
    switch action {
    case .synapticOperations: counts.synaptic_operations
    case .spikes: counts.spikes
    case .saturations: counts.saturations
    }
  }

  /// The count of the action at `index` of `actions`.
  public subscript(index: Int) -> UInt64 {
    withUnsafePointer(to: counts) { atsnn_count_value($0, index) }
  }

  /// Adds each count of `other`.
  public mutating func add(_ other: ActionCounts) {
    withUnsafePointer(to: other.counts) { atsnn_counts_add(&counts, $0) }
  }

  public static func == (left: ActionCounts, right: ActionCounts) -> Bool {
    actions.indices.allSatisfy { left[$0] == right[$0] }
  }
}
