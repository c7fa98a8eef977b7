/// The values of a batch while the float reference network runs; one per thread.
///
/// Every value is stored as [image][y][x][c].
final class FloatWorkspace {
  let network: FloatNetwork
  /// Images a batch can hold.
  let capacity: Int
  /// Slot 0 is the input, slot i + 1 the output of node i; flattened nodes share their source's.
  private(set) var values: [FloatBuffer]
  /// Membrane potentials of the neurons by node; nil for other nodes.
  private var membranes: [FloatBuffer?]
  private let columns: FloatBuffer
  private(set) var images = 0

  init(_ network: FloatNetwork, capacity: Int) {
    self.network = network
    self.capacity = capacity
    columns = FloatBuffer(count: Im2Col.scratch(for: network.steps, slots: network.slotShapes))
    values = [FloatBuffer(count: capacity * network.slotShapes[0].elements)]
    membranes = []
    for step in network.steps {
      let count = capacity * step.shape.elements
      if case .alias = step.kernel {
        values.append(values[step.sources[0]])
      } else {
        values.append(FloatBuffer(count: count))
      }
      if case .neuron = step.kernel {
        membranes.append(FloatBuffer(count: count))
      } else {
        membranes.append(nil)
      }
    }
  }

  /// Starts a batch of images (0...255 a byte, element order), or of event recordings.
  ///
  /// - Precondition: 1 to `capacity` records of the network's input size.
  func begin(_ records: [[UInt8]]) {
    precondition(!records.isEmpty && records.count <= capacity)
    images = records.count
    for (step, membrane) in zip(network.steps, membranes) {
      if case .neuron(let neuron) = step.kernel { membrane?.fill(Float(neuron.rest)) }
    }
    guard network.graph.input.isImage else { return }
    loadInput(records, offset: 0)
    for index in network.steps.indices where network.steps[index].isStatic { evaluate(index) }
  }

  /// Runs one timestep, from 1; `records` are those of `begin`.
  func step(_ timestep: Int, _ records: [[UInt8]]) {
    if !network.graph.input.isImage {
      loadInput(records, offset: (timestep - 1) * network.slotShapes[0].elements)
    }
    for index in network.steps.indices where !network.steps[index].isStatic { evaluate(index) }
  }

  /// (p - mean) / std per plane, or the counts themselves.
  private func loadInput(_ records: [[UInt8]], offset: Int) {
    let elements = network.slotShapes[0].elements
    let channels = network.slotShapes[0].channels
    for (image, record) in records.enumerated() {
      let target = values[0].pointer + image * elements
      for element in 0..<elements {
        let channel = element % channels
        let pixel = Float(record[offset + element])
        target[element] = (pixel - network.mean[channel]) / network.deviation[channel]
      }
    }
  }

  private func evaluate(_ index: Int) {
    let step = network.steps[index]
    let source = values[step.sources[0]].pointer
    let result = values[index + 1].pointer
    let count = images * step.shape.elements
    switch step.kernel {
    case .convolution(let weights, let bias, let window):
      Im2Col(
        source: network.slotShapes[step.sources[0]], window: window, output: step.shape
      ).convolve(source, images, weights, into: result, scratch: columns)
      FloatKernels.addBias(bias, result, count)
    case .linear(let weights, let bias):
      FloatKernels.multiply(
        source, rows: images, inner: weights.count / step.shape.channels, weights,
        columns: step.shape.channels, into: result)
      FloatKernels.addBias(bias, result, count)
    case .affine(let gain, let offset): FloatKernels.affine(source, gain, offset, result, count)
    case .add: sum(step, into: result, count)
    case .neuron(let neuron):
      if let membrane = membranes[index] {
        FloatNeuron(neuron).step(source, membrane.pointer, spikes: result, count)
      }
    case .maxPool(let window), .averagePool(let window):
      pool(index, window: window, source, result)
    case .alias: break
    }
  }

  private func sum(_ step: FloatStep, into result: UnsafeMutablePointer<Float>, _ count: Int) {
    result.update(from: values[step.sources[0]].pointer, count: count)
    for slot in step.sources.dropFirst() {
      FloatKernels.add(values[slot].pointer, to: result, count)
    }
  }

  private func pool(
    _ index: Int, window: Window, _ source: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
  ) {
    let step = network.steps[index]
    var isMaximum = false
    if case .maxPool = step.kernel { isMaximum = true }
    let shape = network.slotShapes[step.sources[0]]
    let pool = FloatPool(window: window, source: shape, output: step.shape, isMaximum: isMaximum)
    for image in 0..<images {
      pool.run(source + image * shape.elements, result + image * step.shape.elements)
    }
  }
}
