/// What a timestep comes to at most, and always (rules C3 and C5).
public struct OperationLimits: Equatable, Sendable {
  /// Synaptic operations and neuron updates of any timestep at most.
  public internal(set) var timestep: UInt64 = 0
  /// Neuron updates of every timestep.
  public internal(set) var neuronUpdates: UInt64 = 0
}

extension Session {
  /// Rule C5: what a node does at a timestep when every element of its sources is non-zero.
  public func worstCaseOperations(node index: Int) -> UInt64 {
    precondition(index >= 0 && index < workspace.layerCount)
    return workspace.worstCaseOperations(index) &+ workspace.neuronUpdates(index)
  }
}

extension Workspace {
  /// W of rule X9 and the updates in it.
  var operationLimits: OperationLimits {
    var limits = OperationLimits()
    for index in 0..<layerCount {
      limits.neuronUpdates &+= neuronUpdates(index)
      limits.timestep &+= worstCaseOperations(index)
    }
    limits.timestep &+= limits.neuronUpdates
    return limits
  }

  /// Rule C3.
  fileprivate func neuronUpdates(_ index: Int) -> UInt64 {
    let node = layers[index].node
    return node.kind == .spiking ? UInt64(UInt(bitPattern: node.shape.elementCount)) : 0
  }

  /// What rule C1 counts at most.
  fileprivate func worstCaseOperations(_ index: Int) -> UInt64 {
    var operations: UInt64 = 0
    for connection in layers[index].node.connections {
      operations &+= synapses[connection].worstCaseOperations(to: layers[index].node.shape)
    }
    return operations
  }
}

extension Synapse {
  /// What rule C1 counts at most: nothing for the pixels of an image.
  fileprivate func worstCaseOperations(to output: Shape) -> UInt64 {
    guard source.form != .pixels else { return 0 }
    let elements = UInt64(UInt(bitPattern: source.shape.elementCount))
    let row = UInt64(UInt(bitPattern: output.channels))
    switch kind {
    case .identity: return elements
    case .fullyConnected: return elements &* row
    case .convolution:
      let rows = Synapse.pairs(
        output.height, window.strideHeight, window.paddingHeight, window.kernelHeight,
        source.shape.height)
      let columns = Synapse.pairs(
        output.width, window.strideWidth, window.paddingWidth, window.kernelWidth,
        source.shape.width)
      return UInt64(rows &* columns) &* UInt64(UInt(bitPattern: source.shape.channels)) &* row
    }
  }

  /// Pairs of an output place and a tap inside the source, along one axis: below 2^16.
  @inline(never)
  private static func pairs(
    _ outputs: Int, _ stride: Int, _ padding: Int, _ kernel: Int, _ size: Int
  ) -> UInt {
    var count = 0
    for place in 0..<outputs {
      count &+= taps(from: place &* stride &- padding, kernel: kernel, size: size).count
    }
    return UInt(bitPattern: count)
  }
}
