#if canImport(CKernels)
  import CKernels

  extension atsnn_spiking_node {
    /// All but the connections and the scratch.
    ///
    /// - Parameter group: 0 timesteps where only the cache is filled.
    init(_ layer: Layer, _ group: TimestepGroup) {
      let node = layer.node
      self.init()
      height = UInt32(node.shape.height)
      width = UInt32(node.shape.width)
      channels = UInt32(node.shape.channels)
      bias = layer.bias
      thresholds = layer.thresholds
      resets = layer.resets
      shifts = layer.shifts
      cache_form = layer.cacheForm.code
      cache = layer.cache
      membranes = layer.membranes
      membrane_bits = UInt32(node.membraneBits)
      timesteps = UInt32(group.count)
      spikes = group.first(layer.output).assumingMemoryBound(to: UInt32.self)
      spikes_stride = Int64(group.stride)
      leak_form = node.leak.code
      leak_parameter = node.leak.parameter
      soft_reset = node.reset == .soft ? 1 : 0
      sums_fit_short = node.accumulatorBound <= Int(Int16.max) ? 1 : 0
      end_row = height
      end_channel = channels
    }
  }

  extension atsnn_connection {
    init(
      _ synapse: Synapse, channels: Int, _ group: TimestepGroup, _ frames: EventFrames,
      _ places: VectorScratch, _ scratch: UnsafeMutableRawPointer
    ) {
      self.init(shapes: synapse, channels, synapse.vectorWindow)
      if let base = synapse.source.base {
        source = group.first(base)
        source_stride = Int64(group.stride)
      } else {
        source = frames.first
        source_stride = Int64(frames.stride)
      }
      kept_rows = UInt32(places.keptRows)
      row_events = (scratch + Int(places.rowEvents)).assumingMemoryBound(to: UInt32.self)
      row_ends = (scratch + Int(places.rowEnds)).assumingMemoryBound(to: UInt32.self)
      row_counts = (scratch + Int(places.rowCounts)).assumingMemoryBound(to: UInt8.self)
      events = (scratch + Int(places.events)).assumingMemoryBound(to: UInt32.self)
      part_ends = (scratch + Int(places.partEnds)).assumingMemoryBound(to: UInt32.self)
      counts = (scratch + Int(places.counts)).assumingMemoryBound(to: UInt8.self)
      sum_rows = places.sumRows.map { (scratch + Int($0)).assumingMemoryBound(to: Int32.self) }
      partials = places.partials.map { (scratch + Int($0)).assumingMemoryBound(to: Int16.self) }
      overflows = (scratch + Int(places.overflows)).assumingMemoryBound(to: UInt8.self)
      packed_weights = places.packed.map { (scratch + Int($0)).assumingMemoryBound(to: Int8.self) }
    }
  }

  extension atsnn_connection {
    /// From the input image.
    init(
      pixels synapse: Synapse, channels: Int, _ frame: UnsafeRawPointer?,
      _ scratch: UnsafeMutableRawPointer
    ) {
      let places = InputScratch(synapse, channels: channels)
      self.init(shapes: synapse, channels, synapse.vectorWindow)
      source = frame
      zero_points = synapse.source.zeroPoints
      values = (scratch + Int(places.values)).assumingMemoryBound(to: Int16.self)
      wide_weights = places.weights.map {
        (scratch + Int($0)).assumingMemoryBound(to: Int16.self)
      }
      events = (scratch + Int(places.events)).assumingMemoryBound(to: UInt32.self)
    }

    /// Shapes and weights alone.
    fileprivate init(shapes synapse: Synapse, _ channels: Int, _ window: Window) {
      let source = synapse.source
      self.init()
      weights = synapse.weights.assumingMemoryBound(to: Int8.self)
      weight_bytes = UInt32(synapse.weightBits / 8)
      let isCanonical = synapse.blockStride == 0
      row_stride = isCanonical ? UInt32(channels) * weight_bytes : UInt32(WeightLayout.width)
      block_stride = isCanonical ? 64 * UInt64(weight_bytes) : UInt64(synapse.blockStride)
      source_height = UInt32(source.shape.height)
      source_width = UInt32(source.shape.width)
      source_channels = UInt32(source.shape.channels)
      maximum_count = UInt32(synapse.maximumCount)
      kernel_height = UInt32(window.kernelHeight)
      kernel_width = UInt32(window.kernelWidth)
      stride_height = UInt32(window.strideHeight)
      stride_width = UInt32(window.strideWidth)
      padding_height = UInt32(window.paddingHeight)
      padding_width = UInt32(window.paddingWidth)
    }
  }

  /// The event frames of a group: the first timestep's, and bytes to the next one's.
  struct EventFrames {
    let first: UnsafeRawPointer?
    let stride: Int
  }

  extension Synapse {
    /// A convolution's window; all of the source where a connection is full.
    var vectorWindow: Window {
      guard kind != .convolution else { return window }
      return Window(kernelHeight: source.shape.height, kernelWidth: source.shape.width)
    }
  }

  extension atsnn_pooling_node {
    init(_ layer: Layer, _ group: TimestepGroup, _ view: TensorView) {
      let node = layer.node
      self.init()
      timesteps = UInt32(group.count)
      source = view.base.map { group.first($0) }
      output = group.first(layer.output)
      source_stride = Int64(group.stride)
      output_stride = Int64(group.stride)
      source_height = UInt32(view.shape.height)
      source_width = UInt32(view.shape.width)
      channels = UInt32(node.shape.channels)
      height = UInt32(node.shape.height)
      width = UInt32(node.shape.width)
      kernel_height = UInt32(node.window.kernelHeight)
      kernel_width = UInt32(node.window.kernelWidth)
      stride_height = UInt32(node.window.strideHeight)
      stride_width = UInt32(node.window.strideWidth)
      padding_height = UInt32(node.window.paddingHeight)
      padding_width = UInt32(node.window.paddingWidth)
      end_row = height
    }
  }

  extension CacheForm {
    /// As `atsnn_spiking_node.cache_form` counts them.
    fileprivate var code: UInt32 {
      switch self {
      case .none: 0
      case .sums: 1
      case .currents32: 2
      case .currents16: 3
      }
    }
  }

  extension Leak {
    /// FORMAT.md, NODES.
    fileprivate var code: UInt32 {
      switch self {
      case .none: 0
      case .retain: 1
      case .decay: 2
      case .multiply: 3
      }
    }

    fileprivate var parameter: UInt32 {
      switch self {
      case .none: 0
      case .retain(let shift), .decay(let shift): UInt32(shift)
      case .multiply(let factor): UInt32(factor)
      }
    }
  }
#endif
