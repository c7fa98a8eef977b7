import ATSNNRuntime

/// The contents of a model image's sections.
struct ImageRecords {
  let network: IntegerNetwork

  private var lowered: LoweredNetwork { network.lowered }
  private var graph: FloatGraph { network.lowered.graph }

  /// MODEL, 64 bytes.
  var model: [UInt8] {
    var record = ByteWriter()
    record.append(UInt8(graph.input.isImage ? 1 : 2))
    record.append(binningCode)
    for size in [graph.input.shape.channels, graph.input.shape.height, graph.input.shape.width] {
      record.append(UInt16(size))
    }
    record.append(UInt16(graph.timesteps))
    record.append(UInt16(graph.classCount))
    record.append(UInt8(network.readout.leak != nil ? 2 : network.readout.isIntegrator ? 1 : 0))
    record.append(network.readout.leak?.code.form ?? 0)
    record.append(network.readout.leak?.code.parameter ?? 0)
    record.append(representationCode)
    record.append(network.exit.score.rawValue)
    record.append(UInt8(network.exit.minimumTimestep))
    record.append(UInt8(network.exit.maximumTimestep))
    record.append(planesCode)
    record.pad(to: 24)
    record.append(network.exit.budget ?? 0)
    record.pad(to: 64)
    return record.bytes
  }

  private var binningCode: UInt8 {
    guard case .events(let binning) = graph.input.kind else { return 0 }
    return binning == .time ? 1 : 2
  }

  private var planesCode: UInt8 {
    guard case .image(let planes, _, _) = graph.input.kind else { return 3 }
    return planes == .gray ? 1 : 2
  }

  private var representationCode: UInt8 {
    switch graph.output.representation {
    case .last: 1
    case .sum, .mean: 2
    case .weighted: 3
    }
  }

  /// TIMESTEPS, 16 bytes each.
  var timesteps: [UInt8] {
    var records = ByteWriter()
    for index in 0..<graph.timesteps {
      let factor = ExitFactor(unit: network.readout.units[index])
      records.append(UInt32(network.readout.weights[index]))
      records.append(factor.factor)
      records.append(factor.shift)
      records.append(network.exit.thresholds[index])
    }
    return records.bytes
  }

  /// NODES, 64 bytes each.
  var nodes: [UInt8] {
    var records = ByteWriter()
    var firstConnection = 0
    for (layer, integers) in zip(lowered.layers, network.layers) {
      records.append(node(layer, integers, firstConnection: firstConnection))
      firstConnection += integers.connections.count
    }
    return records.bytes
  }

  private func node(_ layer: LoweredLayer, _ integers: IntegerLayer, firstConnection: Int)
    -> [UInt8]
  {
    var record = ByteWriter()
    appendRule(layer, integers, to: &record)
    for size in [layer.shape.channels, layer.shape.height, layer.shape.width, 0] {
      record.append(UInt16(size))
    }
    record.append(UInt32(layer.maximumCount))
    record.append(UInt32(integers.connections.isEmpty ? 0 : firstConnection))
    record.append(UInt32(integers.connections.count))
    appendPooling(layer, to: &record)
    record.append(UInt32(integers.accumulatorBound))
    record.append(Self.shortened(layer.name))
    record.pad(to: 64)
    return record.bytes
  }

  /// Bytes 0...7: kind, leak, reset, width.
  private func appendRule(
    _ layer: LoweredLayer, _ integers: IntegerLayer, to record: inout ByteWriter
  ) {
    guard case .spiking(let membrane) = layer.kind else {
      switch layer.kind {
      case .maxPool: record.append(UInt8(2))
      case .sumPool: record.append(UInt8(3))
      case .readout, .spiking: record.append(UInt8(4))
      }
      return record.pad(to: record.bytes.count + 7)
    }
    record.append([1, membrane.leak.code.form, membrane.isSoftReset ? 1 : 0])
    record.append(UInt8(integers.membraneBits))
    record.append(membrane.leak.code.parameter)
    record.append(UInt16(0))
  }

  /// Bytes 28...39: source and window.
  private func appendPooling(_ layer: LoweredLayer, to record: inout ByteWriter) {
    switch layer.kind {
    case .maxPool(let source, let window), .sumPool(let source, let window):
      record.append(UInt32(source))
      record.append(Self.bytes(of: window))
      record.append(UInt16(0))
    case .spiking, .readout: record.pad(to: record.bytes.count + 12)
    }
  }

  /// Kernel, stride, padding; height before width.
  private static func bytes(of window: Window) -> [UInt8] {
    [window.kernel, window.stride, window.padding].flatMap {
      [UInt8($0.height), UInt8($0.width)]
    }
  }

  /// `name` cut to 20 bytes of whole UTF-8 characters.
  private static func shortened(_ name: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for character in name.unicodeScalars {
      let next = Array(String(character).utf8)
      guard bytes.count + next.count <= 20 else { break }
      bytes += next
    }
    return bytes
  }

  /// CONNECTIONS, 32 bytes each.
  var connections: [UInt8] {
    var records = ByteWriter()
    for (index, (layer, integers)) in zip(lowered.layers, network.layers).enumerated() {
      for (term, connection) in zip(layer.terms, integers.connections) {
        records.append(self.connection(term, bits: connection.bits, destination: index))
      }
    }
    return records.bytes
  }

  private func connection(_ term: Term, bits: Int, destination: Int) -> [UInt8] {
    var record = ByteWriter()
    switch term.kind {
    case .convolution(let window):
      record.append([1, UInt8(bits)])
      record.append(Self.bytes(of: window))
    case .full: record.append([2, UInt8(bits)])
    case .identity: record.append([3, UInt8(bits)])
    }
    record.pad(to: 8)
    record.append(UInt32(term.source))
    record.append(UInt32(destination))
    record.pad(to: 32)
    return record.bytes
  }

  /// CHANNELS of one layer.
  func channels(_ layer: IntegerLayer) -> [UInt8] {
    var record = ByteWriter()
    for value in layer.bias + layer.threshold + layer.reset { record.append(value) }
    for shift in layer.shift { record.append(shift) }
    return record.bytes
  }

  /// WEIGHTS of one connection in the canonical layout.
  func weights(_ connection: IntegerConnection) -> [UInt8] {
    switch connection.bits {
    case 8: return connection.weights.map { UInt8(truncatingIfNeeded: $0) }
    case 16:
      return connection.weights.flatMap {
        [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
      }
    default:
      var record = ByteWriter()
      for weight in connection.weights { record.append(weight) }
      return record.bytes
    }
  }
}
