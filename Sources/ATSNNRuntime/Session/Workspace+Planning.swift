#if canImport(CKernels)
  import CKernels
#endif

extension Workspace {
  /// Divides the caller's memory: tables, membranes, outputs, cached currents, scratch.
  init(
    _ image: ModelImage, base: UnsafeMutableRawPointer, plan: MemoryPlan, tables: TableOffsets,
    kernels set: KernelSet
  ) {
    layers = base.bindMemory(to: Layer.self, capacity: image.nodeCount)
    layerCount = image.nodeCount
    synapses = (base + tables.synapses)
      .bindMemory(to: Synapse.self, capacity: image.connectionCount)
    let membranes = base + plan.tableBytes
    let output = membranes + plan.membraneBytes
    let cache = output + plan.spikeBytes + plan.groupBytes
    let scratch = cache + plan.cachedCurrentBytes
    let sumBytes = MemoryPlan.sumBytes(image)
    sums = scratch.bindMemory(to: Int32.self, capacity: sumBytes / 4)
    #if canImport(CKernels)
      vector = set.functions ?? atsnn_kernels()
      vectorScratch = scratch + sumBytes
      group = TimestepGroup(count: 1, slotBytes: plan.spikeBytes)
      sliceBytes = Int(clamping: MemoryPlan.sliceBytes(image))
      frameBytes = image.input.byteCount
    #endif
    planLayers(image, NodeCursor(membranes: membranes, output: output, cache: cache))
    planSynapses(image)
  }

  private func planLayers(_ image: ModelImage, _ start: NodeCursor) {
    var cursor = start
    for index in 0..<image.nodeCount {
      let node = image.node(index)
      let bytes = NodeBytes(image, node, index: index)
      let layer = Layer(image, node, index: index, bytes: bytes, at: cursor)
      (layers + index).initialize(to: layer)
      // Outputs are read only after they are written, but their digests may be asked before.
      layer.output.initializeMemory(as: UInt8.self, repeating: 0, count: Int(bytes.output))
      cursor.advance(by: bytes)
    }
  }

  private func planSynapses(_ image: ModelImage) {
    for index in 0..<image.connectionCount {
      let connection = image.connection(index)
      let synapse = Synapse(
        image, connection, index: index, source: view(image, tensor: connection.source))
      (synapses + index).initialize(to: synapse)
    }
  }

  private func view(_ image: ModelImage, tensor index: Int) -> TensorView {
    guard index == 0 else { return layers[index - 1].view }
    return TensorView(
      base: nil, form: image.isEventInput ? .counts8 : .pixels, shape: image.input.shape,
      zeroPoints: image.zeroPoints.baseAddress)
  }
}
