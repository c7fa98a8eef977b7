extension Workspace {
  /// Sets a node's membranes, or the read-out's state, to 0.
  @inline(__always)
  func clearMembranes(_ index: Int) {
    #if canImport(CKernels)
      if runner != nil, layers[index].node.kind == .spiking { return clearSlices(index) }
    #endif
    let layer = layers[index]
    layer.membranes.initializeMemory(as: UInt8.self, repeating: 0, count: layer.membraneByteCount)
  }
}

#if canImport(CKernels)
  extension Workspace {
    /// Each slice of a spiking node by the thread that will run it, in whose cache they then are.
    private func clearSlices(_ index: Int) {
      forEachSlice(Slicing(self, spiking: layers[index]), of: index) { work, slice in
        guard let work = work?.load(as: SliceWork.self) else { return }
        let layer = work.whole.layers[work.index]
        layer.clear(work.slicing.rows(slice), work.slicing.channels(slice))
      }
    }
  }

  extension Layer {
    /// Sets the membranes of some rows and channels to 0.
    fileprivate func clear(_ rows: Range<Int>, _ channels: Range<Int>) {
      let bytes = node.membraneBits / 8
      let pixel = bytes * node.shape.channels
      let first = rows.lowerBound * node.shape.width
      let end = rows.upperBound * node.shape.width
      guard channels.count < node.shape.channels else {
        return clear(from: first * pixel, count: (end - first) * pixel)
      }
      for place in first..<end {
        clear(from: place * pixel + channels.lowerBound * bytes, count: channels.count * bytes)
      }
    }

    private func clear(from offset: Int, count: Int) {
      (membranes + offset).initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }
  }
#endif
