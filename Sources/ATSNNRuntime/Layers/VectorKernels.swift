#if canImport(CKernels)
  import CKernels

  /// Hands nodes to the functions of an instruction set; those without a form for a node leave it to
  /// the reference kernels.
  enum VectorKernels {
    static func spiking(_ workspace: Workspace, _ index: Int) -> NodeCounts {
      let layer = workspace.layers[index]
      guard let connection = layer.vectorConnection, let run = workspace.vector.spiking else {
        return SpikingKernel.run(workspace, index)
      }
      var node = atsnn_spiking_node(layer)
      node.sums = workspace.sums
      guard connection >= 0 else {
        node.parameters = workspace.vectorScratch.assumingMemoryBound(to: Int16.self)
        return NodeCounts(run(&node))
      }
      let synapse = workspace.synapses[connection]
      let window = synapse.kind == .convolution ? synapse.window : synapse.whole
      let places = VectorScratch(
        channels: layer.node.shape.channels, source: synapse.source.shape, window: window,
        hasCounts: synapse.source.form != .bits)
      var connected = atsnn_connection(synapse, window, places, workspace.vectorScratch)
      node.parameters = (workspace.vectorScratch + Int(places.parameters))
        .assumingMemoryBound(to: Int16.self)
      return withUnsafePointer(to: &connected) { connected in
        node.connections = connected
        node.connection_count = 1
        return NodeCounts(run(&node))
      }
    }

    static func readOut(_ workspace: Workspace, _ index: Int) -> NodeCounts {
      let layer = workspace.layers[index]
      guard let connection = layer.vectorConnection, let run = workspace.vector.read_out,
        let start = workspace.start(of: layer, element: 0)
      else { return ReadOutKernel.run(workspace, index) }
      let classes = layer.node.shape.channels
      let synapse = workspace.synapses[connection]
      let places = VectorScratch(
        channels: classes, source: synapse.source.shape, window: synapse.whole,
        hasCounts: synapse.source.form != .bits)
      var connected = atsnn_connection(synapse, synapse.whole, places, workspace.vectorScratch)
      workspace.sums.update(from: start, count: classes)
      let operations = withUnsafePointer(to: &connected) { connected in
        var node = atsnn_read_out_node(
          connection: connected, channels: UInt32(classes), sums: workspace.sums)
        return run(&node)
      }
      ReadOutState(layer).logits.update(from: workspace.sums, count: classes)
      return NodeCounts(synapticOperations: operations)
    }

    static func fillCache(_ workspace: Workspace, _ index: Int) {
      let layer = workspace.layers[index]
      guard let connection = layer.inputConnection, let fill = workspace.vector.fill_cache else {
        return CachedCurrent.fill(workspace, index)
      }
      let synapse = workspace.synapses[connection]
      var connected = atsnn_connection(
        pixels: synapse, channels: layer.node.shape.channels, workspace.frame,
        workspace.vectorScratch)
      var node = atsnn_spiking_node(layer)
      node.sums = workspace.sums
      let parameters = InputScratch(synapse, channels: layer.node.shape.channels).parameters
      node.parameters = (workspace.vectorScratch + Int(parameters))
        .assumingMemoryBound(to: Int16.self)
      withUnsafePointer(to: &connected) { connected in
        node.connections = connected
        fill(&node)
      }
    }

    /// Whether the node is run here.
    static func suits(_ workspace: Workspace, _ index: Int) -> Bool {
      guard workspace.vector.spiking != nil else { return false }
      let layer = workspace.layers[index]
      switch layer.node.kind {
      case .spiking: return layer.vectorConnection != nil
      case .maximumPooling, .sumPooling:
        let source = workspace.layers[layer.node.source - 1].view
        return VectorForm.suitsPooling(layer.node, source: source.form)
      case .readOut: return layer.vectorConnection != nil
      }
    }

    static func maximumPooling(_ workspace: Workspace, _ index: Int) -> NodeCounts {
      let layer = workspace.layers[index]
      let source = workspace.layers[layer.node.source - 1].view
      guard VectorForm.suitsPooling(layer.node, source: source.form),
        let run = workspace.vector.maximum_pooling
      else { return PoolingKernel.maximum(workspace, index) }
      var node = atsnn_pooling_node(layer, source)
      run(&node)
      return NodeCounts()
    }

    static func sumPooling(_ workspace: Workspace, _ index: Int) -> NodeCounts {
      let layer = workspace.layers[index]
      let source = workspace.layers[layer.node.source - 1].view
      guard VectorForm.suitsPooling(layer.node, source: source.form),
        let run = workspace.vector.sum_pooling
      else { return PoolingKernel.sum(workspace, index) }
      var node = atsnn_pooling_node(layer, source)
      run(&node)
      return NodeCounts()
    }
  }

  extension NodeCounts {
    fileprivate init(_ counts: atsnn_kernel_counts) {
      self.init(
        synapticOperations: counts.operations, spikes: counts.spikes,
        saturations: counts.saturations)
    }
  }
#endif
