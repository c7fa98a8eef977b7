#if canImport(CKernels)
  import CKernels

  /// How a node is cut into slices: by rows of its output, or by blocks of 64 channels.
  struct Slicing {
    private enum Axis {
      case rows
      case channels
    }

    /// What takes as long as that many products of an element, mostly 0, and a weight.
    private static let neuronWork = 32
    private static let pooledWork = 4
    private static let pixelWork = 4

    let count: Int
    private let axis: Axis
    private let shape: Shape

    private init(_ shape: Shape, _ axis: Axis, at most: Int) {
      self.shape = shape
      self.axis = axis
      count = max(1, min(most, Slicing.units(shape, axis)))
    }

    /// What is cut along an axis: the channels that are no whole block go with the last one.
    private static func units(_ shape: Shape, _ axis: Axis) -> Int {
      axis == .rows ? shape.height : shape.channels / WeightLayout.width
    }

    /// Rows of a slice.
    func rows(_ slice: Int) -> Range<Int> {
      axis == .rows ? part(slice, of: shape.height) : 0..<shape.height
    }

    /// Channels of a slice.
    func channels(_ slice: Int) -> Range<Int> {
      guard axis == .channels else { return 0..<shape.channels }
      let blocks = part(slice, of: Slicing.units(shape, .channels))
      let end = slice + 1 < count ? blocks.upperBound * WeightLayout.width : shape.channels
      return blocks.lowerBound * WeightLayout.width..<end
    }

    private func part(_ slice: Int, of units: Int) -> Range<Int> {
      slice * units / count..<(slice + 1) * units / count
    }
  }

  extension Slicing {
    /// Of a spiking node that is run at every timestep.
    init(_ workspace: Workspace, spiking layer: Layer) {
      let shape = layer.node.shape
      var rows = 0
      var weightBytes = 0
      var isCounted = false
      for index in layer.node.connections where workspace.synapses[index].source.form != .pixels {
        let synapse = workspace.synapses[index]
        guard synapse.kind != .identity else { continue }
        let seen = synapse.vectorWindow.area * synapse.source.shape.channels
        rows += seen
        weightBytes += seen * shape.channels * synapse.weightBits / 8
        isCounted = isCounted || synapse.source.form != .bits
      }
      let most = workspace.slices(work: (rows + Slicing.neuronWork) * shape.elementCount)
      // A dense product puts its weights into order first, each slice its own.
      let isHeavy = weightBytes >= workspace.manyWeights || isCounted
      let hasBlocks = Slicing.units(shape, .channels) >= most
      let isLow = shape.height < most
      self.init(shape, isLow || isHeavy && hasBlocks ? .channels : .rows, at: most)
    }

    /// Of a pooling node.
    init(_ workspace: Workspace, pooling layer: Layer) {
      let shape = layer.node.shape
      let work = Slicing.pooledWork * layer.node.window.area * shape.elementCount
      self.init(shape, .rows, at: workspace.slices(work: work))
    }

    /// Of a cache that is filled from the input image.
    init(_ workspace: Workspace, cacheOf layer: Layer, from pixels: Synapse) {
      let shape = layer.node.shape
      let terms = pixels.vectorWindow.area * pixels.source.shape.channels
      let work = Slicing.pixelWork * terms * shape.elementCount
      self.init(shape, .rows, at: workspace.slices(work: work))
    }
  }

  extension Workspace {
    /// As the runner says.
    fileprivate var manyWeights: Int { runner?.manyWeights ?? Int.max }

    /// Slices of a node with so much work, at most.
    fileprivate func slices(work: Int) -> Int {
      guard let runner, work * group.count >= runner.leastWork else { return 1 }
      return runner.slices
    }
  }

  extension atsnn_spiking_node {
    /// Takes one slice alone.
    mutating func cut(_ slicing: Slicing, _ slice: Int) {
      let rows = slicing.rows(slice)
      let channels = slicing.channels(slice)
      first_row = UInt32(rows.lowerBound)
      end_row = UInt32(rows.upperBound)
      first_channel = UInt32(channels.lowerBound)
      end_channel = UInt32(channels.upperBound)
    }
  }
#endif
