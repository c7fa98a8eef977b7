import ATSNNEngines
import ATSNNRuntime

/// What `inspect` says.
struct InspectReport {
  let network: Network
  let layers: [InspectLayer]
  /// Bytes of the image: the flash that it needs.
  let flashBytes: Int
  /// Name and bytes of each kind of buffer of a session.
  let ram: [(name: String, bytes: Int)]
  let ramBytes: Int
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
    sha256 = model.sha256
    let plan = MemoryPlan(model.image)
    ram = [
      ("membranes", plan.membraneBytes), ("spikes", plan.spikeBytes),
      ("cached_current", plan.cachedCurrentBytes), ("scratch", plan.scratchBytes),
      ("tables", plan.tableBytes),
    ]
    ramBytes = plan.totalBytes
  }

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
