import ATSNNEngines
import ATSNNRuntime
import Dispatch

/// What each layer did over some inputs, and how long it took.
struct Profile {
  struct Layer {
    let name: String
    /// Instruction set, or `reference`.
    let kernel: String
    /// Synaptic operations of a timestep if every source element were active.
    let denseOperations: Int
    var operations: UInt64 = 0
    var spikes: UInt64 = 0
    var nanoseconds: UInt64 = 0
    let neurons: Int
  }

  private(set) var layers: [Layer]
  private(set) var images = 0
  private(set) var timesteps = 0
  /// Time of `begin`: the input image's part of the sums, the cleared state.
  private(set) var beginNanoseconds: UInt64 = 0
  private let engine: RuntimeEngine

  /// - Parameter threads: that share an image.
  init(_ model: Model, _ policy: EnginePolicy, threads: Int) throws {
    let engine = try RuntimeEngine(model, threads: threads)
    try engine.setPolicy(policy)
    self.engine = engine
    layers = model.network.nodes.indices.map { index in
      let node = model.network.nodes[index]
      return Layer(
        name: node.name, kernel: engine.kernelName(index),
        denseOperations: model.image.denseOperations(node: index),
        neurons: node.kind == .spiking ? node.elements : 0)
    }
  }

  /// Runs an input to its answer.
  mutating func run(_ input: UnsafeRawBufferPointer) throws {
    let start = DispatchTime.now().uptimeNanoseconds
    try engine.begin(input)
    var last = DispatchTime.now().uptimeNanoseconds
    beginNanoseconds += last - start
    var timestep = 0
    while true {
      let step = try engine.stepGroup(input) { index in
        let now = DispatchTime.now().uptimeNanoseconds
        layers[index].nanoseconds += now - last
        last = now
      }
      for index in layers.indices { count(index) }
      timesteps += step.timestep - timestep
      timestep = step.timestep
      if step.exits { break }
      last = DispatchTime.now().uptimeNanoseconds
    }
    images += 1
  }

  private mutating func count(_ index: Int) {
    let counts = engine.groupCounts(index)
    layers[index].operations += counts.synapticOperations
    if layers[index].neurons > 0 { layers[index].spikes += counts.spikes }
  }
}

extension ModelImage {
  /// Synaptic operations of a timestep (rule C1) were every element of the node's sources active.
  fileprivate func denseOperations(node index: Int) -> Int {
    let node = node(index)
    return node.connections.reduce(0) { sum, number in
      let connection = connection(number)
      guard connection.source != 0 || input.kind == .events else { return sum }
      let source = shape(tensor: connection.source)
      switch connection.kind {
      case .identity: return sum + source.elementCount
      case .fullyConnected: return sum + source.elementCount * node.shape.channels
      case .convolution:
        let window = connection.window
        let rows = ModelImage.taps(
          source.height, node.shape.height, window.kernelHeight, window.strideHeight,
          window.paddingHeight)
        let columns = ModelImage.taps(
          source.width, node.shape.width, window.kernelWidth, window.strideWidth,
          window.paddingWidth)
        return sum + rows * columns * source.channels * node.shape.channels
      }
    }
  }

  /// Pairs of output place and tap inside the source, in one direction.
  private static func taps(
    _ size: Int, _ outputs: Int, _ kernel: Int, _ stride: Int, _ padding: Int
  ) -> Int {
    (0..<outputs).reduce(0) { sum, output in
      let start = output * stride - padding
      return sum + max(0, min(kernel, size - start) - max(0, -start))
    }
  }
}
