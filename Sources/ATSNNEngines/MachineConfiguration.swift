import CAccelerator

/// A machine that could be built: Firmware/accelerator/configurations/*.json.
public struct MachineConfiguration: Sendable {
  public let name: String
  /// Process node in nanometres.
  public let nodeNanometres: Double
  /// Supply in volts.
  public let voltage: Double
  public let megahertz: Int
  /// Kind of DRAM, a name of `DRAMTable`.
  public let dram: String
  /// Parts of the chip, each with the lanes and memories of its share of a tile's channels.
  public let clusters: Int
  /// Bytes of the arrays that the weight and the spike buffer are built of.
  let bufferArray: Int
  /// Bytes of the arrays that bank, membranes and cached currents are built of.
  let memoryArray: Int
  /// Lanes, tile, buffers and ports as the C model takes them.
  let native: atsnn_machine
}

extension MachineConfiguration {
  /// Clock in hertz.
  public var hertz: Double { Double(megahertz) * 1e6 }

  /// Accumulators that add at once.
  public var lanes: Int { Int(native.lanes) }

  /// Micrometres between memories and lanes, and of the tree of rows.
  public var wires: (memories: Int, rows: Int) {
    (Int(native.memory_wire), Int(native.row_wire))
  }

  /// True where both machines count the same, whatever a count costs on each.
  public func counts(like other: MachineConfiguration) -> Bool {
    withUnsafeBytes(of: native) { mine in
      withUnsafeBytes(of: other.native) { mine.elementsEqual($0) }
    }
  }

  /// Bytes of all memories on the chip.
  public var memoryBytes: UInt64 {
    withUnsafePointer(to: native) { atsnn_machine_memory_bytes($0) }
  }

  /// Reads a configuration. Throws where it cannot be read, a key is missing or unknown, or no such
  /// machine could be built.
  public init(path: String) throws(EngineError) {
    try self.init(try StrictObject.parse(path), path)
  }

  /// The same from a file's JSON value; messages call it `place`.
  init(_ value: Any, _ place: String) throws(EngineError) {
    let object = try StrictObject(
      value, place,
      keys: [
        "name", "node_nm", "voltage", "clock_megahertz", "lanes", "tile", "row_window", "scan_rows",
        "port_bits", "buffer_bytes", "array_bytes", "weights", "weight_bank_bytes", "clusters",
        "wire_micrometres", "image_slots", "dram",
      ], optional: ["notes"])
    let parts = try MachineParts(object)
    name = try object.string("name")
    nodeNanometres = try object.number("node_nm")
    voltage = try object.number("voltage")
    megahertz = try parts.clock()
    dram = try parts.dram.string("kind")
    clusters = try parts.clusters()
    bufferArray = try parts.arrays.integer("buffers")
    memoryArray = try parts.arrays.integer("memories")
    native = try parts.machine()
    try Self.checkStore(object, native)
    try Self.check(native, place)
  }

  private static func checkStore(
    _ object: StrictObject, _ machine: atsnn_machine
  ) throws(EngineError) {
    let store = try object.string("weights")
    guard store == (machine.weight_bank > 0 ? "resident" : "streamed") else {
      throw object.wrong("weights", "\"resident\" with a bank or \"streamed\" without one")
    }
  }

  private static func check(_ machine: atsnn_machine, _ path: String) throws(EngineError) {
    var field: UnsafePointer<CChar>?
    let result = withUnsafePointer(to: machine) { atsnn_machine_check($0, &field) }
    guard result == ATSNN_OK else {
      let name = field.map { String(cString: $0) } ?? "?"
      throw EngineError(path, "no such machine can be built; change its \(name)")
    }
  }
}

/// The objects of a configuration file.
private struct MachineParts {
  let file: StrictObject
  let tile: StrictObject
  let ports: StrictObject
  let buffers: StrictObject
  let arrays: StrictObject
  let wires: StrictObject
  let dram: StrictObject

  init(_ file: StrictObject) throws(EngineError) {
    self.file = file
    tile = try file.object("tile", keys: ["height", "width", "channels"])
    ports = try file.object("port_bits", keys: ["weights", "spikes", "membranes"])
    buffers = try file.object(
      "buffer_bytes", keys: ["weights", "spikes", "membranes", "currents"])
    arrays = try file.object("array_bytes", keys: ["buffers", "memories"])
    wires = try file.object("wire_micrometres", keys: ["memories", "rows"])
    dram = try file.object(
      "dram", keys: ["kind", "megabytes_per_second", "burst_bytes", "latency_cycles"])
  }

  /// Megahertz; a cycle must be a whole number of picoseconds.
  func clock() throws(EngineError) -> Int {
    let megahertz = try file.integer("clock_megahertz")
    guard (1...10_000).contains(megahertz), 1_000_000 % megahertz == 0 else {
      throw file.wrong("clock_megahertz", "a divisor of 1,000,000 up to 10,000")
    }
    return megahertz
  }

  /// Clusters; each takes the same number of a tile's channels.
  func clusters() throws(EngineError) -> Int {
    let clusters = try file.integer("clusters")
    guard (1...1024).contains(clusters), try tile.integer("channels") % clusters == 0 else {
      throw file.wrong("clusters", "a number from 1 to 1024 that divides the tile's channels")
    }
    return clusters
  }

  func machine() throws(EngineError) -> atsnn_machine {
    atsnn_machine(
      lanes: try file.word("lanes"), tile_height: try tile.word("height"),
      tile_width: try tile.word("width"), tile_channels: try tile.word("channels"),
      row_window: try file.word("row_window"), scan_rows: try file.word("scan_rows"),
      weight_port: try ports.word("weights"),
      spike_port: try ports.word("spikes"), membrane_port: try ports.word("membranes"),
      weight_buffer: try buffers.word("weights"),
      weight_bank: try file.word("weight_bank_bytes"), spike_buffer: try buffers.word("spikes"),
      membranes: try buffers.word("membranes"), current_cache: try buffers.word("currents"),
      slots: try file.word("image_slots"), picoseconds: UInt32(1_000_000 / (try clock())),
      dram_burst: try dram.word("burst_bytes"),
      dram_bandwidth: try dram.word("megabytes_per_second"),
      dram_latency: try dram.word("latency_cycles"), memory_wire: try wires.word("memories"),
      row_wire: try wires.word("rows"))
  }
}

extension StrictObject {
  /// The member, itself an object with just these keys.
  fileprivate func object(_ key: String, keys: [String]) throws(EngineError) -> StrictObject {
    try StrictObject(value(key), "\(place): \(key)", keys: keys)
  }

  /// An integer of 32 bits.
  fileprivate func word(_ key: String) throws(EngineError) -> UInt32 {
    guard let word = UInt32(exactly: try integer(key)) else {
      throw wrong(key, "an integer from 0 to 4294967295")
    }
    return word
  }
}
