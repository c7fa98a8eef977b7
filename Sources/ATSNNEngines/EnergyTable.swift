/// What each action of the accelerator costs on one process node.
public struct EnergyTable: Sendable {
  public let name: String
  /// Process node in nanometres.
  public let nodeNanometres: Double
  /// Supply in volts.
  public let voltage: Double
  public let entries: [EnergyEntry]
  /// Arrays that memories are built of, the smallest first.
  let arrays: [MemoryArray]
  /// Square millimetres of a megabyte (1024 x 1024 bytes) of memory, from one published design.
  let areaPerMegabyte: Double
}

/// The cost of one action.
public struct EnergyEntry: Sendable {
  /// Name of a priced count of the machine.
  public let action: String
  /// Picojoules of one count.
  public let picojoules: EnergyRange
  /// What one count is.
  public let unit: String
  /// Where the figures are from.
  public let source: String

  /// An event on the chip: neither DRAM nor what time alone costs.
  var isCore: Bool { !["dram_", "leakage_", "idle_", "static_"].contains(where: action.hasPrefix) }
}

extension EnergyTable {
  /// Reads a table, `Firmware/accelerator/tables/*.json`. Throws where it cannot be read, an action
  /// is unknown or named twice, or a figure is negative or out of order.
  public init(path: String) throws(EngineError) {
    let object = try StrictObject(
      file: path, keys: ["name", "node_nm", "voltage", "memory_arrays", "memory_area", "entries"],
      optional: ["notes"])
    name = try object.string("name")
    nodeNanometres = try object.number("node_nm")
    voltage = try object.number("voltage")
    var entries: [EnergyEntry] = []
    for (index, value) in try object.array("entries").enumerated() {
      entries.append(try EnergyEntry(value, place: "\(path): entries[\(index)]"))
    }
    guard Set(entries.map(\.action)).count == entries.count else {
      throw EngineError(path, "two entries for one action")
    }
    self.entries = entries
    arrays = try MemoryArray.all(object, path)
    let area = try StrictObject(
      object.value("memory_area"), "\(path): memory_area",
      keys: ["square_millimetres_per_megabyte", "source"])
    areaPerMegabyte = try area.number("square_millimetres_per_megabyte")
  }

  /// The entry that prices `action`, a count of memory bits, on `machine`. Throws where no array of
  /// the table is as large as the machine's.
  func memoryEntry(
    _ action: String, _ machine: MachineConfiguration
  ) throws(EngineError) -> EnergyEntry {
    let bytes = MemoryArray.buffered.contains(action) ? machine.bufferArray : machine.memoryArray
    guard let array = arrays.first(where: { $0.bytes >= bytes }) else {
      throw EngineError(
        name, "the table has no array of \(bytes) bytes; build \(machine.name) of smaller ones")
    }
    return EnergyEntry(
      action: action, picojoules: array.picojoules, unit: array.unit,
      source: array.source)
  }
}

extension EnergyEntry {
  init(_ value: Any, place: String) throws(EngineError) {
    let object = try StrictObject(value, place, keys: ["action", "picojoules", "per", "source"])
    action = try object.string("action")
    unit = try object.string("per")
    source = try object.string("source")
    guard MachineCounts.priced.contains(action) else {
      throw EngineError(place, "the accelerator counts no action \"\(action)\"; remove the entry")
    }
    picojoules = try EnergyRange(object, "picojoules")
  }
}

/// What a bit of DRAM costs, by kind.
public struct DRAMTable: Sendable {
  /// Picojoules a bit and their source.
  private let kinds: [String: (picojoules: EnergyRange, source: String)]
  private let path: String

  /// Reads `Firmware/accelerator/tables/dram.json`.
  public init(path: String) throws(EngineError) {
    self.path = path
    let file = try StrictObject(file: path, keys: ["kinds"], optional: ["notes"])
    var kinds: [String: (EnergyRange, String)] = [:]
    for (index, value) in try file.array("kinds").enumerated() {
      let kind = try StrictObject(
        value, "\(path): kinds[\(index)]", keys: ["kind", "picojoules_per_bit", "source"])
      kinds[try kind.string("kind")] = (
        try EnergyRange(kind, "picojoules_per_bit"), try kind.string("source")
      )
    }
    self.kinds = kinds
  }

  /// The entry that prices `action` for a kind of DRAM.
  func entry(_ action: String, _ kind: String) throws(EngineError) -> EnergyEntry {
    guard let found = kinds[kind] else {
      throw EngineError(path, "has no DRAM \"\(kind)\"; the machine names one that is there")
    }
    return EnergyEntry(
      action: action, picojoules: found.picojoules, unit: "bit of \(kind)", source: found.source)
  }
}
