/// What may be read after a step, for people, digests and comparisons.
extension Session {
  /// The timestep's logits z (rule R1), one a class; valid until the next call that changes the
  /// session.
  public func logits() -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: readOutState.logits, count: image.classes)
  }

  /// The answers y after the timestep (rule R3), one a class; valid as `logits` is.
  public func readout() -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: readOutState.answers, count: image.classes)
  }

  /// Counts of a node at the last timestep (rules C).
  public func counts(node index: Int) -> NodeCounts { layer(index).counts }

  public func synapticOperations(node index: Int) -> UInt64 {
    layer(index).counts.synapticOperations
  }

  public func spikes(node index: Int) -> UInt32 { layer(index).counts.spikes }
  public func saturations(node index: Int) -> UInt32 { layer(index).counts.saturations }

  /// An element of a node's output.
  ///
  /// - Parameters:
  ///   - index: a spiking or pooling node.
  ///   - element: place in element order (rule T2).
  public func output(node index: Int, element: Int) -> Int {
    let layer = layer(index)
    precondition(layer.node.kind != .readOut)
    precondition(element >= 0 && element < layer.node.shape.elementCount)
    return layer.outputElement(element)
  }

  /// V of a neuron after rule M5.
  ///
  /// - Parameters:
  ///   - index: a spiking node.
  ///   - element: place in element order (rule T2).
  public func membrane(node index: Int, element: Int) -> Int32 {
    let layer = layer(index)
    precondition(layer.node.kind == .spiking)
    precondition(element >= 0 && element < layer.node.shape.elementCount)
    return layer.potential(element)
  }

  /// Rule D2, of a spiking or pooling node.
  public func outputDigest(node index: Int) -> UInt64 {
    let layer = layer(index)
    precondition(layer.node.kind != .readOut)
    let size = layer.node.maximumCount <= 255 ? 1 : 2
    var digest = Digest()
    for element in 0..<layer.node.shape.elementCount {
      digest.append(UInt32(layer.outputElement(element)), bytes: size)
    }
    return digest.value
  }

  /// Rule D3, of a spiking node.
  public func membraneDigest(node index: Int) -> UInt64 {
    let layer = layer(index)
    precondition(layer.node.kind == .spiking)
    var digest = Digest()
    for element in 0..<layer.node.shape.elementCount {
      digest.append(
        UInt32(bitPattern: layer.potential(element)), bytes: layer.node.membraneBits / 8)
    }
    return digest.value
  }

  private func layer(_ index: Int) -> Layer {
    precondition(index >= 0 && index < workspace.layerCount)
    return workspace.layers[index]
  }
}

extension Layer {
  fileprivate func outputElement(_ element: Int) -> Int {
    let (pixel, channel) = element.quotientAndRemainder(dividingBy: node.shape.channels)
    return Int(view.element(pixel: pixel, channel: channel))
  }

  fileprivate func potential(_ element: Int) -> Int32 {
    guard node.membraneBits == 16 else {
      return membranes.load(fromByteOffset: 4 * element, as: Int32.self)
    }
    return Int32(membranes.load(fromByteOffset: 2 * element, as: Int16.self))
  }
}
