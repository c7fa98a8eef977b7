import ATSNNRuntime

/// Brings a checked graph into the layers of the arithmetic.
public struct Lowering {
  private let expansion: SumExpansion
  private let graph: FloatGraph
  /// Tensor of each graph node that carries counts.
  private var tensors: [Int: Int] = [:]
  private var layers: [LoweredLayer] = []
  private var warnings: [String] = []

  private init(_ graph: FloatGraph) {
    self.graph = graph
    expansion = SumExpansion(graph)
  }

  /// The layers of `graph`.
  public static func lower(_ graph: FloatGraph) -> LoweredNetwork {
    var lowering = Lowering(graph)
    for index in graph.nodes.indices { lowering.lower(index) }
    lowering.warnAboutFractions()
    return LoweredNetwork(
      graph: graph, zeroPoints: lowering.expansion.zeroPoints, layers: lowering.layers,
      warnings: lowering.warnings)
  }

  private mutating func warnAboutFractions() {
    guard expansion.fractions.contains(where: { $0 != 0 }) else { return }
    let errors = BorderErrors(input: graph.input.shape, fractions: expansion.fractions)
    let worst = layers.map(errors.worst).max() ?? 0
    for (plane, fraction) in expansion.fractions.enumerated() where fraction != 0 {
      warnings.append(
        "input plane \(plane): the mean is no integer; \(fraction) of it goes into the bias; at "
          + "padded borders currents are wrong by up to \(worst) thresholds; train with an integer "
          + "mean to avoid it")
    }
  }

  private mutating func lower(_ index: Int) {
    let node = graph.nodes[index]
    switch node.operation {
    case .neuron(let neuron): lowerNeuron(neuron, index)
    case .maxPool(let window):
      append(index, .maxPool(source: tensor(node.sources[0]), window: window))
    case .averagePool(let window), .globalAveragePool(let window):
      append(index, .sumPool(source: tensor(node.sources[0]), window: window))
    case .flatten: tensors[index] = tensor(node.sources[0])
    case .linear where index == graph.output.node:
      let sum = expansion.sum(of: .node(index))
      append(index, .readout, terms: terms(sum), bias: sum.bias)
    case .convolution, .linear, .batchNorm, .add: break
    }
  }

  private mutating func lowerNeuron(_ neuron: Neuron, _ index: Int) {
    let node = graph.nodes[index]
    let leak = Leak(retain: neuron.retain)
    warnAboutLeak(leak, neuron.retain, node: node.name)
    let sum = charged(expansion.sum(of: node.sources[0]), neuron, leak)
    let membrane = Membrane(
      leak: leak, isSoftReset: neuron.reset == .soft, threshold: neuron.threshold - neuron.rest,
      isStrict: neuron.isStrict)
    append(index, .spiking(membrane), terms: terms(sum), bias: sum.bias)
  }

  /// The charge factor on everything; 1 - retain as it really is where the leak is a power of 2.
  private func charged(_ sum: AffineSum, _ neuron: Neuron, _ leak: Leak) -> AffineSum {
    guard neuron.chargeFactor != 1 else { return sum }
    var factor = neuron.chargeFactor
    switch leak {
    case .retain, .decay: factor = 1 - leak.share
    case .none, .multiply: break
    }
    let channels = sum.bias.count
    return sum.scaled(
      gain: [Double](repeating: factor, count: channels),
      offset: [Double](repeating: 0, count: channels))
  }

  private mutating func warnAboutLeak(_ leak: Leak, _ retain: Double, node: String) {
    guard case .multiply(let m) = leak, leak.share != retain else { return }
    warnings.append(
      "layer \(node): retains \(m) / 32768 of the membrane instead of \(retain), an error of "
        + "\(abs(leak.share - retain))")
  }

  private func tensor(_ source: GraphSource) -> Int {
    guard case .node(let index) = source else { return 0 }
    guard let tensor = tensors[index] else {
      preconditionFailure("\(graph.nodes[index].name) carries no counts")
    }
    return tensor
  }

  private func terms(_ sum: AffineSum) -> [Term] {
    sum.parts.map { Term(kind: $0.kind, source: tensor($0.source), weights: $0.weights) }
  }

  private mutating func append(
    _ index: Int, _ kind: LoweredLayer.Kind, terms: [Term] = [], bias: [Double] = []
  ) {
    let node = graph.nodes[index]
    var maximum = 0
    if case .counts(let greatest, _) = node.signal { maximum = greatest }
    layers.append(
      LoweredLayer(
        name: node.name, graphNode: index, kind: kind, shape: node.shape, maximumCount: maximum,
        terms: terms, bias: bias))
    tensors[index] = layers.count
  }
}
