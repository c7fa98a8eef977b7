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

  /// FORMAT.md has no other.
  static let arithmeticVersion = 1

  init(_ model: Model) {
    network = model.network
    layers = (0..<model.image.nodeCount).map { InspectLayer(model, $0) }
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

  init(_ model: Model, _ index: Int) {
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
