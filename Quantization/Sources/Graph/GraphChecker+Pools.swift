extension GraphChecker {
  /// Reads a `max_pool` or `avg_pool` node.
  func readPool(_ node: NodeReader, isMaximum: Bool) -> Reading {
    node.reader.refuseUnknownKeys(known: ["name", "type", "input", "kernel", "stride", "padding"])
    requirePoolable(node)
    let kernel = node.reader.extent("kernel", in: 1...255)
    let stride = node.reader.extent("stride", in: 1...255)
    let padding = node.reader.extent("padding", in: 0...127, default: 0)
    guard let kernel, let stride, let padding else {
      return Reading(signal: isMaximum ? .spikes : nil)
    }
    if 2 * padding.height > kernel.height || 2 * padding.width > kernel.width {
      node.problem("padding above half the kernel", "pad at most half the kernel")
    }
    let window = Window(kernel: kernel, stride: stride, padding: padding)
    let signal = isMaximum ? maximumSignal(node) : averageSignal(node, window)
    return Reading(
      operation: isMaximum ? .maxPool(window) : .averagePool(window),
      shape: pooledShape(node, window), signal: signal)
  }

  /// Reads a `global_avg_pool` node: average pooling with the map as its kernel.
  func readGlobalPool(_ node: NodeReader) -> Reading {
    node.reader.refuseUnknownKeys(known: ["name", "type", "input"])
    requirePoolable(node)
    guard let shape = node.source?.shape else { return Reading() }
    if max(shape.height, shape.width) > 255 {
      node.problem("a map of \(shape.height) x \(shape.width)", "pool maps of at most 255 x 255")
    }
    let one = Window.Extent(height: 1, width: 1)
    let window = Window(
      kernel: Window.Extent(height: shape.height, width: shape.width), stride: one,
      padding: Window.Extent(height: 0, width: 0))
    return Reading(
      operation: .globalAveragePool(window),
      shape: MapShape(channels: shape.channels, height: 1, width: 1),
      signal: averageSignal(node, window))
  }

  private func pooledShape(_ node: NodeReader, _ window: Window) -> MapShape? {
    guard let source = node.source?.shape else { return nil }
    guard let extent = window.output(on: source) else {
      node.problem("its window is larger than its input \(source)", "use a smaller kernel")
      return nil
    }
    return MapShape(channels: source.channels, height: extent.height, width: extent.width)
  }

  private func maximumSignal(_ node: NodeReader) -> Signal {
    if case .counts(let maximum, _)? = node.source?.signal, maximum > 1 {
      node.problem(
        "maximum pooling of counts", "take the maximum before the average, or put a neuron between")
    }
    return .spikes
  }

  /// Counts are followed up to here, far above what is allowed: pools of pools cannot overflow.
  private static let mostCounts = 1 << 24

  private func averageSignal(_ node: NodeReader, _ window: Window) -> Signal? {
    guard case .counts(let maximum, let divisor)? = node.source?.signal else { return nil }
    let greatest = min(maximum * window.area, Self.mostCounts)
    return .counts(maximum: greatest, divisor: divisor * Double(window.area))
  }

  private func requirePoolable(_ node: NodeReader) {
    for source in node.sources {
      if source.signal == .current || source.signal == .input {
        node.problem(
          "pooling of \(source.name), which is no neuron's output", "put the pooling after a neuron"
        )
      } else if isFlattened(source) {
        node.problem("it reads the flattened \(source.name)", "only a linear node reads a flatten")
      }
    }
  }
}
