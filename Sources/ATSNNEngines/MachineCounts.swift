import CAccelerator

/// What a configured machine did: operations, bits moved, cycles and stalls.
public struct MachineCounts: Equatable, Sendable {
  /// The C model's own structure.
  private var counts: atsnn_machine_counts

  /// Names of all counts; the first `pricedKinds` are priced by energy tables.
  public static let names: [String] = (0..<ATSNN_MACHINE_COUNT_KINDS).compactMap { kind in
    atsnn_machine_count_name(kind).map { String(cString: $0) }
  }

  /// Names of the counts that cost energy.
  public static var priced: ArraySlice<String> { names.prefix(ATSNN_MACHINE_PRICED_KINDS) }

  /// Nothing was done.
  public init() { counts = atsnn_machine_counts() }

  init(_ counts: atsnn_machine_counts) { self.counts = counts }

  /// The count at `index` of `names`.
  public subscript(index: Int) -> UInt64 {
    withUnsafePointer(to: counts) { atsnn_machine_count_value($0, index) }
  }

  /// Adds each count of `other`.
  public mutating func add(_ other: MachineCounts) {
    withUnsafePointer(to: other.counts) { atsnn_machine_counts_add(&counts, $0) }
  }

  /// Each count `factor` times. Throws where one does not fit 64 bits.
  func scaled(by factor: UInt64) throws(EngineError) -> MachineCounts {
    var result = self
    // Every member is a uint64_t (atsnn_machine.h).
    let fits = withUnsafeMutableBytes(of: &result.counts) { bytes in
      bytes.bindMemory(to: UInt64.self).indices.allSatisfy { index in
        let members = bytes.bindMemory(to: UInt64.self)
        let (product, overflow) = members[index].multipliedReportingOverflow(by: factor)
        members[index] = product
        return !overflow
      }
    }
    guard fits else {
      throw EngineError("the counts", "too large for the schedule; use fewer inputs")
    }
    return result
  }

  public static func == (left: MachineCounts, right: MachineCounts) -> Bool {
    names.indices.allSatisfy { left[$0] == right[$0] }
  }
}

// MARK: - Counts with a meaning of their own

extension MachineCounts {
  public var cycles: UInt64 { counts.cycles }

  /// Weights added to a membrane because of a spike.
  public var synapticOperations: UInt64 { counts.synaptic_operations }

  /// What a budget counts: synaptic operations and neuron updates (rule X9).
  public var budgetOperations: UInt64 { counts.synaptic_operations + counts.neuron_updates }

  /// Additions of all lanes.
  public var laneOperations: UInt64 { counts.lane_operations }

  /// The parts of `cycles`, in the order they are reported.
  public var cycleParts: [(name: String, cycles: UInt64)] {
    [
      ("lanes", counts.lane_cycles), ("weight_stall", counts.weight_stall_cycles),
      ("scan_stall", counts.scan_stall_cycles), ("update", counts.update_cycles),
      ("pooling", counts.pooling_cycles), ("exit", counts.exit_cycles),
      ("dram_stall", counts.dram_stall_cycles), ("dram_latency", counts.dram_latency_cycles),
    ]
  }

  /// Bits over the DRAM's interface.
  public var dramBits: UInt64 {
    counts.dram_weight_bits + counts.dram_membrane_bits + counts.dram_spike_bits
      + counts.dram_current_bits + counts.dram_input_bits
  }

  /// The no-reuse bound: weight bits, membrane bits and accumulations.
  var bound: (weightBits: UInt64, membraneBits: UInt64, accumulations: UInt64) {
    (counts.bound_weight_bits, counts.bound_membrane_bits, counts.bound_accumulations)
  }
}
