#if canImport(CKernels)
  import CKernels

  /// Hands nodes to the functions of an instruction set; those without a form for a node leave it to
  /// the reference kernels.
  enum VectorKernels {
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

    /// Runs a node that `suits` for all timesteps of the group, and keeps what was counted.
    static func run(_ workspace: Workspace, _ index: Int) {
      switch workspace.layers[index].node.kind {
      case .spiking: spiking(workspace, index)
      case .maximumPooling, .sumPooling: pooling(workspace, index)
      case .readOut: break
      }
    }

    private static func spiking(_ workspace: Workspace, _ index: Int) {
      let layer = workspace.layers[index]
      guard let connection = layer.vectorConnection else { return }
      let slicing = Slicing(workspace, spiking: layer)
      workspace.forEachSlice(slicing, of: index) { work, slice in
        if let work { VectorKernels.spiking(work.load(as: SliceWork.self), slice) }
      }
      let tallies = Int(VectorScratch(workspace, layer, connection).tallies)
      workspace.keep(workspace.vectorScratch + tallies, of: slicing.count, index)
    }

    private static func spiking(_ work: SliceWork, _ slice: Int) {
      let workspace = work.workspace(slice)
      let layer = workspace.layers[work.index]
      guard let connection = layer.vectorConnection, let run = workspace.vector.spiking else {
        return
      }
      let scratch = workspace.vectorScratch
      let places = VectorScratch(workspace, layer, connection)
      let counts = (scratch + Int(places.tallies)).assumingMemoryBound(to: atsnn_kernel_counts.self)
      var node = atsnn_spiking_node(layer, workspace.group)
      node.cut(work.slicing, slice)
      node.sums = workspace.sums
      node.counts = counts
      node.parameters = (scratch + Int(places.parameters)).assumingMemoryBound(to: Int16.self)
      PaddedParameters.give(&node, scratch + Int(places.padded))
      let connections = workspace.connect(layer, workspace.group)
      node.connections = UnsafePointer(connections.baseAddress)
      node.connection_count = UInt32(connections.count)
      run(&node)
    }

    /// The logits of one timestep, whose slots `workspace` was moved to; nil where the reference
    /// kernel must run.
    static func readOut(_ workspace: Workspace, _ index: Int) -> NodeCounts? {
      let layer = workspace.layers[index]
      guard layer.vectorConnection != nil, let run = workspace.vector.read_out,
        let start = workspace.start(of: layer, element: 0)
      else { return nil }
      let classes = layer.node.shape.channels
      let connections = workspace.connect(layer, .single)
      workspace.sums.update(from: start, count: classes)
      var node = atsnn_read_out_node(
        connections: UnsafePointer(connections.baseAddress),
        connection_count: UInt32(connections.count), channels: UInt32(classes),
        sums: workspace.sums)
      let operations = run(&node)
      ReadOutState(layer).logits.update(from: workspace.sums, count: classes)
      return NodeCounts(synapticOperations: operations)
    }

    static func fillCache(_ workspace: Workspace, _ index: Int) {
      let layer = workspace.layers[index]
      guard let connection = layer.inputConnection, workspace.vector.fill_cache != nil else {
        return CachedCurrent.fill(workspace, index)
      }
      let slicing = Slicing(
        workspace, cacheOf: layer, from: workspace.synapses[connection])
      workspace.forEachSlice(slicing, of: index) { work, slice in
        if let work { VectorKernels.fillCache(work.load(as: SliceWork.self), slice) }
      }
    }

    private static func fillCache(_ work: SliceWork, _ slice: Int) {
      let workspace = work.workspace(slice)
      let layer = workspace.layers[work.index]
      guard let connection = layer.inputConnection, let fill = workspace.vector.fill_cache else {
        return
      }
      let synapse = workspace.synapses[connection]
      var connected = atsnn_connection(
        pixels: synapse, channels: layer.node.shape.channels, workspace.frame,
        workspace.vectorScratch)
      var node = atsnn_spiking_node(layer, .none)
      node.cut(work.slicing, slice)
      node.sums = workspace.sums
      let places = InputScratch(synapse, channels: layer.node.shape.channels)
      node.parameters = (workspace.vectorScratch + Int(places.parameters))
        .assumingMemoryBound(to: Int16.self)
      PaddedParameters.give(&node, workspace.vectorScratch + Int(places.padded))
      withUnsafePointer(to: &connected) { connected in
        node.connections = connected
        fill(&node)
      }
    }

    private static func pooling(_ workspace: Workspace, _ index: Int) {
      let layer = workspace.layers[index]
      let slicing = Slicing(workspace, pooling: layer)
      workspace.forEachSlice(slicing, of: index) { work, slice in
        if let work { VectorKernels.pooling(work.load(as: SliceWork.self), slice) }
      }
    }

    private static func pooling(_ work: SliceWork, _ slice: Int) {
      let workspace = work.whole
      let layer = workspace.layers[work.index]
      let rows = work.slicing.rows(slice)
      var node = atsnn_pooling_node(
        layer, workspace.group, workspace.layers[layer.node.source - 1].view)
      node.first_row = UInt32(rows.lowerBound)
      node.end_row = UInt32(rows.upperBound)
      let isMaximum = layer.node.kind == .maximumPooling
      (isMaximum ? workspace.vector.maximum_pooling : workspace.vector.sum_pooling)?(&node)
    }
  }

  extension VectorScratch {
    /// Of the node's first connection, -1 where it has none.
    fileprivate init(_ workspace: Workspace, _ layer: Layer, _ connection: Int) {
      let form = connection < 0 ? nil : ListForm(workspace.synapses[connection])
      self.init(layer.node, form, timesteps: workspace.group.count)
    }
  }

  extension Workspace {
    /// Keeps the last timestep's counts and those of the whole group.
    ///
    /// - Parameter tallies: of the first slice; those of the others in their own scratch.
    fileprivate func keep(_ tallies: UnsafeRawPointer, of slices: Int, _ index: Int) {
      var sum = NodeCounts()
      var last = NodeCounts()
      for slice in 0..<slices {
        let counts = (tallies + slice &* sliceBytes)
          .assumingMemoryBound(to: atsnn_kernel_counts.self)
        for timestep in 0..<group.count { sum.add(NodeCounts(counts[timestep])) }
        last.add(NodeCounts(counts[group.count - 1]))
      }
      layers[index].groupCounts = sum
      layers[index].counts = last
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
