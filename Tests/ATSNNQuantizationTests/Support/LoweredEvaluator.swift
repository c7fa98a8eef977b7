@testable import ATSNNQuantization

/// Runs a lowered network in double precision: what folding must not change.
struct LoweredEvaluator {
  let network: LoweredNetwork
  /// Per tensor, the integers it carries, in element order.
  private var tensors: [[Double]]
  private var membranes: [[Double]]

  init(_ network: LoweredNetwork) {
    self.network = network
    tensors = (0...network.layers.count).map {
      [Double](repeating: 0, count: network.shape(tensor: $0).elements)
    }
    membranes = network.layers.map { [Double](repeating: 0, count: $0.shape.elements) }
  }

  /// Per timestep the spikes of every spiking layer and, last, the logits.
  mutating func run(_ image: [UInt8]) -> [[[Double]]] {
    let channels = network.zeroPoints.count
    tensors[0] = image.indices.map { Double(Int(image[$0]) - network.zeroPoints[$0 % channels]) }
    return (0..<network.graph.timesteps).map { _ in
      network.layers.indices.compactMap { step($0) }
    }
  }

  private mutating func step(_ index: Int) -> [Double]? {
    let layer = network.layers[index]
    switch layer.kind {
    case .maxPool(let source, let window):
      tensors[index + 1] = pool(layer, source, window) { max($0, $1) }
      return nil
    case .sumPool(let source, let window):
      tensors[index + 1] = pool(layer, source, window, +)
      return nil
    case .readout: return sum(layer)
    case .spiking(let membrane):
      charge(index, membrane, sum(layer))
      return tensors[index + 1]
    }
  }

  private mutating func charge(_ index: Int, _ membrane: Membrane, _ current: [Double]) {
    for element in current.indices {
      let h = membranes[index][element] * membrane.leak.share + current[element]
      let fires = membrane.isStrict ? h > membrane.threshold : h >= membrane.threshold
      let after = membrane.isSoftReset ? h - membrane.threshold : 0
      membranes[index][element] = fires ? after : h
      tensors[index + 1][element] = fires ? 1 : 0
    }
  }

  private func pool(
    _ layer: LoweredLayer, _ source: Int, _ window: Window, _ join: (Double, Double) -> Double
  ) -> [Double] {
    let (shape, from) = (layer.shape, network.shape(tensor: source))
    return (0..<shape.elements).map { element in
      let (c, x, y) = place(element, shape)
      var total = 0.0
      for ky in 0..<window.kernel.height {
        for kx in 0..<window.kernel.width {
          let sy = y * window.stride.height - window.padding.height + ky
          let sx = x * window.stride.width - window.padding.width + kx
          total = join(total, value(source, from, sy, sx, c))
        }
      }
      return total
    }
  }

  private func place(_ element: Int, _ shape: MapShape) -> (c: Int, x: Int, y: Int) {
    (
      element % shape.channels, element / shape.channels % shape.width,
      element / shape.channels / shape.width
    )
  }

  private func value(_ tensor: Int, _ shape: MapShape, _ y: Int, _ x: Int, _ c: Int) -> Double {
    guard y >= 0, y < shape.height, x >= 0, x < shape.width else { return 0 }
    return tensors[tensor][(y * shape.width + x) * shape.channels + c]
  }

  private func sum(_ layer: LoweredLayer) -> [Double] {
    (0..<layer.shape.elements).map { element in
      let (o, x, y) = place(element, layer.shape)
      return layer.terms.reduce(layer.bias[o]) { $0 + term($1, layer.shape, o, x, y, element) }
    }
  }

  private func term(_ term: Term, _ shape: MapShape, _ o: Int, _ x: Int, _ y: Int, _ element: Int)
    -> Double
  {
    let from = network.shape(tensor: term.source)
    switch term.kind {
    case .identity: return term.weights[o] * tensors[term.source][element]
    case .full:
      return tensors[term.source].indices.reduce(0.0) {
        $0 + term.weights[$1 * shape.channels + o] * tensors[term.source][$1]
      }
    case .convolution(let window):
      var total = 0.0
      for row in 0..<term.weights.count / shape.channels {
        let (i, kx) = (row % from.channels, row / from.channels % window.kernel.width)
        let ky = row / from.channels / window.kernel.width
        let sy = y * window.stride.height - window.padding.height + ky
        let sx = x * window.stride.width - window.padding.width + kx
        total += term.weights[row * shape.channels + o] * value(term.source, from, sy, sx, i)
      }
      return total
    }
  }
}
