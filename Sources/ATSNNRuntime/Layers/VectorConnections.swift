#if canImport(CKernels)
  import CKernels

  extension Workspace {
    /// Makes ready the connections of a node that are run at every timestep: their lists one after
    /// the other from the start of the vector scratch, then they themselves.
    ///
    /// - Parameter group: the timesteps whose sources the kernel is to read.
    func connect(
      _ layer: Layer, _ group: TimestepGroup
    ) -> UnsafeMutableBufferPointer<atsnn_connection> {
      var bytes = 0
      var count = 0
      forEachListed(layer) { _, places in
        bytes += Int(places.byteCount)
        count += 1
      }
      let connections = (vectorScratch + bytes)
        .bindMemory(to: atsnn_connection.self, capacity: count)
      let frames = EventFrames(first: frame, stride: frameBytes)
      var scratch = vectorScratch
      var place = connections
      forEachListed(layer) { synapse, places in
        let channels = layer.node.shape.channels
        place.initialize(
          to: atsnn_connection(synapse, channels: channels, group, frames, places, scratch))
        scratch += Int(places.byteCount)
        place += 1
      }
      return UnsafeMutableBufferPointer(start: connections, count: count)
    }

    private func forEachListed(_ layer: Layer, _ body: (Synapse, VectorScratch) -> Void) {
      for index in layer.node.connections where synapses[index].source.form != .pixels {
        let form = ListForm(synapses[index])
        let places = VectorScratch(layer.node, form, timesteps: self.group.count)
        body(synapses[index], places)
      }
    }
  }
#endif
