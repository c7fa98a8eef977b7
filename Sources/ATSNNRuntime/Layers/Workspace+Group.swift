#if canImport(CKernels)
  extension Workspace {
    /// Timesteps that run together.
    var timesteps: Int { group.count }

    /// Runs a node for all timesteps of the group and keeps what it did; where vector kernels have no
    /// form for it, by the reference kernels one timestep after the other.
    func run(_ index: Int) {
      if VectorKernels.suits(self, index) { return VectorKernels.run(self, index) }
      layers[index].groupCounts = NodeCounts()
      for timestep in 0..<timesteps {
        run(index, timestep: timestep) { ReferenceKernels.run($0, index) }
      }
    }

    /// Runs the read-out for one timestep of the group, counted from 0.
    func runReadOut(_ index: Int, timestep: Int) {
      if timestep == 0 { layers[index].groupCounts = NodeCounts() }
      run(index, timestep: timestep) {
        VectorKernels.readOut($0, index) ?? ReferenceKernels.run($0, index)
      }
    }

    /// What a node did in the timesteps that ran together.
    func groupCounts(_ index: Int) -> NodeCounts { layers[index].groupCounts }

    /// Runs a node for one timestep of the group.
    private func run(_ index: Int, timestep: Int, _ kernel: (Workspace) -> NodeCounts) {
      let offset = (timestep &+ 1 &- group.count) &* group.stride
      var moved = self
      if let frame { moved.frame = frame + timestep &* frameBytes }
      move(index, by: offset)
      let counts = kernel(moved)
      move(index, by: 0 &- offset)
      layers[index].counts = counts
      layers[index].groupCounts.add(counts)
    }

    /// Moves what a node reads and writes to another timestep's slots.
    private func move(_ index: Int, by offset: Int) {
      let node = layers[index].node
      layers[index].output += offset
      if node.hasChannels {
        for connection in node.connections { synapses[connection].source.base? += offset }
      } else {
        layers[node.source - 1].output += offset
      }
    }
  }
#endif
