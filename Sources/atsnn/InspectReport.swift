import ATSNNEngines
import ATSNNRuntime

/// What `inspect` says.
struct InspectReport {
  let network: Network
  let layers: [InspectLayer]
  /// Bytes of the image: the flash that it needs.
  let flashBytes: Int
  /// Name and bytes of each kind of buffer of a session on a device with 64-bit addresses.
  let ram: [(name: String, bytes: Int)]
  /// Bytes of a session by the width of a device's addresses.
  let sessionBytes: [(bits: Int, bytes: Int)]
  let watchdog: WatchdogInterval
  /// Bytes of a session in this program, with the lists of its vector kernels.
  let programBytes: Int
  /// Bytes more for each further thread that shares an image.
  let threadBytes: Int
  let sha256: String
  /// Operations of a timestep at most (rule C5).
  let worstCaseOperations: UInt64

  /// FORMAT.md has no other.
  static let arithmeticVersion = 1

  init(_ model: Model) throws(EngineError) {
    network = model.network
    let engine = try EngineKind.runtime.engine(model)
    layers = (0..<model.image.nodeCount).map { InspectLayer(engine, $0) }
    worstCaseOperations = engine.worstCaseOperations
    flashBytes = model.bytes.count
    watchdog = WatchdogInterval(model.image)
    programBytes = MemoryPlan(model.image).totalBytes
    threadBytes = MemoryPlan(model.image, slices: 2).totalBytes - programBytes
    sha256 = model.sha256
    let memory = DeviceMemory(model.image, addresses: .bits64)
    ram = [
      ("membranes", memory.membraneBytes), ("spikes", memory.spikeBytes),
      ("cached_current", memory.cachedCurrentBytes), ("scratch", memory.scratchBytes),
      ("records", memory.recordBytes),
    ]
    sessionBytes = DeviceMemory.Addresses.allCases.map {
      ($0.rawValue, DeviceMemory(model.image, addresses: $0).totalBytes)
    }
  }

  /// Operations between two calls of a device's watchdog at most, and the layer where it is so.
  var watchdogText: String {
    let layer = network.nodes[watchdog.node].name
    return "fed at least every \(Format.integer(watchdog.operations)) operations, a row of \(layer)"
  }

  /// The larger of the two, that of 64-bit addresses.
  var ramBytes: Int { ram.reduce(0) { $0 + $1.bytes } }

  var weightBytes: Int { layers.reduce(0) { $0 + $1.weightBytes } }

  /// Membranes of all spiking layers.
  var neurons: Int { network.spikingNodes.reduce(0) { $0 + network.nodes[$1].elements } }
}

/// One layer of `inspect`.
struct InspectLayer {
  let node: NetworkNode
  /// Bits of the weights of each connection.
  let weightBits: [Int]
  let weightBytes: Int
  /// 16 or 32 for a spiking layer, else 0.
  let membraneBits: Int
  /// Rule O1; 0 for pooling.
  let accumulatorBound: Int
  /// Synaptic operations and neuron updates of a timestep at most (rule C5).
  let worstCaseOperations: UInt64

  init(_ engine: any Engine, _ index: Int) {
    let model = engine.model
    worstCaseOperations = engine.worstCaseOperations(index)
    node = model.network.nodes[index]
    let record = model.image.node(index)
    membraneBits = record.membraneBits
    accumulatorBound = record.accumulatorBound
    weightBits = record.connections.map { model.image.connection($0).weightBits }
    weightBytes = record.connections.reduce(0) { $0 + model.image.weights(connection: $1).count }
  }

  /// Name of the kind in reports.
  var kindName: String {
    switch node.kind {
    case .spiking: "spiking"
    case .maxPooling: "max_pooling"
    case .sumPooling: "sum_pooling"
    case .readOut: "read_out"
    }
  }
}
